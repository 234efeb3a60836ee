import ts from 'typescript';

/** What one TypeScript file imports, by whatever syntax, and what else the architecture asks of it. */
export interface SourceFile {
  /** Path below the folder that was read, with `/`. */
  readonly file: string;
  /** Module specifiers in the order in which they stand. A dynamic import of no fixed text is `undefined`. */
  readonly imports: readonly (string | undefined)[];
  /** Readings of the clock and of chance, as they are written: `new Date()`, `Math.random`, … */
  readonly impurities: readonly string[];
  /** True where the file says nothing of its own and only passes on what others export. */
  readonly barrel: boolean;
}

const impureMembers = /^(Date\.now|Math\.random|performance\.now|process\.hrtime|globalThis\.Date)$/;
const impureNames = /^(randomUUID|randomBytes|randomInt|getRandomValues)$/;

export function readSource(file: string, text: string): SourceFile {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const imports: (string | undefined)[] = [];
  const impurities: string[] = [];
  const visit = (node: ts.Node): void => {
    const imported = importOf(node);
    if (imported) imports.push(imported.specifier);
    const impurity = impurityOf(node);
    if (impurity !== undefined) impurities.push(impurity);
    ts.forEachChild(node, visit);
  };
  visit(source);
  const passedOn = source.statements.filter(s => ts.isExportDeclaration(s) && s.moduleSpecifier);
  const own = source.statements.filter(s => !ts.isExportDeclaration(s) && !ts.isImportDeclaration(s));
  return { file, imports, impurities, barrel: passedOn.length > 0 && own.length === 0 };
}

const textOf = (node: ts.Node | undefined) => ({
  specifier: node && ts.isStringLiteralLike(node) ? node.text : undefined,
});

function importOf(node: ts.Node): { specifier: string | undefined } | undefined {
  if (ts.isImportDeclaration(node)) return textOf(node.moduleSpecifier);
  if (ts.isExportDeclaration(node) && node.moduleSpecifier) return textOf(node.moduleSpecifier);
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) return textOf(node.argument.literal);
  if (ts.isExternalModuleReference(node)) return textOf(node.expression);
  if (!ts.isCallExpression(node)) return undefined;
  const called = node.expression;
  const loads =
    called.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(called) && called.text === 'require');
  return loads ? textOf(node.arguments[0]) : undefined;
}

function impurityOf(node: ts.Node): string | undefined {
  if (ts.isPropertyAccessExpression(node)) {
    const name = node.getText().replaceAll(/\s|\?/g, '');
    return impureMembers.test(name) ? name : undefined;
  }
  if (ts.isIdentifier(node)) return impureNames.test(node.text) ? node.text : undefined;
  if (!ts.isNewExpression(node) && !ts.isCallExpression(node)) return undefined;
  if (!ts.isIdentifier(node.expression) || node.expression.text !== 'Date') return undefined;
  if (ts.isCallExpression(node)) return 'Date()';
  return node.arguments?.length ? undefined : 'new Date()';
}
