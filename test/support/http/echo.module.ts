import {
  Body,
  Controller,
  Get,
  Module,
  Param,
  Post,
  Query,
  Res,
  type DynamicModule,
  type Provider,
} from '@nestjs/common';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsIn, IsInt, IsOptional, IsString, Max, Min, ValidateNested } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { Caller } from '../../../src/http/authentication/caller.js';
import { Public } from '../../../src/http/authentication/public.js';
import { Readiness, type ReadinessCheck } from '../../../src/http/health/readiness.js';
import { WholeNumber } from '../../../src/http/hygiene/whole-number.js';
import type { Principal } from '../../../src/identity/principal.js';
import { TokenVerifier } from '../../../src/identity/token-verifier.js';

export class EchoDay {
  @IsIn(['present', 'excused']) readonly state!: string;
}

export class EchoCommand {
  @IsString() readonly text!: string;
  @IsOptional() @IsInt() @Min(0) readonly count?: number;
  @IsOptional()
  @ArrayMaxSize(366)
  @ValidateNested({ each: true })
  @Type(() => EchoDay)
  readonly days?: EchoDay[];
  @IsOptional() @ValidateNested() @Type(() => EchoDay) readonly day?: EchoDay;
}

export class EchoQuery {
  @IsOptional() @WholeNumber() @IsInt() @Min(1) @Max(100) readonly limit?: number;
  @IsOptional() @IsString() readonly name?: string;
}

/** What the routes of the test do besides echoing; `heard` shows what reached a handler. */
export class Stage {
  readonly heard: unknown[] = [];
  fail: () => unknown = () => undefined;
  answer: () => Promise<unknown> = () => Promise.resolve({});
}

@Controller('v1')
export class EchoController {
  constructor(private readonly stage: Stage) {}

  @Post('echo')
  echo(@Body() command: EchoCommand): EchoCommand {
    this.stage.heard.push(command);
    return command;
  }

  @Get('echo')
  query(@Query() query: EchoQuery): EchoQuery {
    this.stage.heard.push(query);
    return query;
  }

  @Get('me')
  me(@Caller() caller: Principal): Principal {
    return caller;
  }

  @Get('measures/:measureId')
  measure(@Param('measureId') measureId: string): object {
    return { measureId };
  }

  @Public()
  @Get('fail')
  fail(): unknown {
    return this.stage.fail();
  }

  @Public()
  @Get('fail/:measureId')
  failUnder(): unknown {
    return this.stage.fail();
  }

  @Public()
  @Get('slow')
  slow(): Promise<unknown> {
    return this.stage.answer();
  }

  @Public()
  @Get('cut')
  cut(@Res() reply: FastifyReply): void {
    reply.raw.writeHead(200, { 'content-type': 'text/plain' });
    reply.raw.write('begun');
    this.stage.fail();
  }

  @Public()
  @Get('stream')
  stream(@Res() reply: FastifyReply): void {
    reply.raw.writeHead(200, { 'content-type': 'text/plain', 'content-length': 'begun, done'.length });
    reply.raw.write('begun');
    void this.stage.answer().then(() => reply.raw.end(', done'));
  }
}

export interface EchoParts {
  readonly stage: Stage;
  /** Without one the app must not start. */
  readonly verifier: TokenVerifier | undefined;
  readonly checks: readonly ReadinessCheck[];
  readonly others: readonly Provider[];
}

@Module({})
export class EchoModule {
  static with({ stage, verifier, checks, others }: EchoParts): DynamicModule {
    const providers = [
      { provide: Stage, useValue: stage },
      ...(verifier ? [{ provide: TokenVerifier, useValue: verifier }] : []),
      { provide: Readiness, useValue: new Readiness(checks, 50) },
      ...others,
    ];
    return {
      module: EchoModule,
      controllers: [EchoController],
      providers,
      exports: verifier ? [TokenVerifier, Readiness] : [Readiness],
    };
  }
}
