/** What is wrong with the input, collected so that everything is said at once; a file that is all wrong is cut short. */
export class Faults {
  private readonly perFile = new Map<string, string[]>();
  private readonly most: number;

  constructor(most = 20) {
    this.most = most;
  }

  add(file: string, what: string, line?: number): void {
    const said = line === undefined ? `${file}: ${what}` : `${file} line ${line}: ${what}`;
    const sayings = this.perFile.get(file);
    if (sayings) sayings.push(said);
    else this.perFile.set(file, [said]);
  }

  get any(): boolean {
    return this.perFile.size > 0;
  }

  in(file: string): boolean {
    return this.perFile.has(file);
  }

  /** One sentence a fault, in the order of finding; what goes beyond `most` in a file is counted. */
  list(): string[] {
    return [...this.perFile.values(), []]
      .flatMap(said => said.slice(0, this.most))
      .concat(
        [...this.perFile]
          .filter(([, said]) => said.length > this.most)
          .map(([file, said]) => `${file}: and ${said.length - this.most} more`),
      );
  }
}
