import { commands, type CommandName } from '../../src/application/commands.js';
import { providerCommands } from '../../src/application/provider-commands.js';
import { writes } from '../../src/http/authorisation/access.js';

it('lets a provider import what a provider may send', () => {
  const names = Object.keys(commands) as CommandName[];
  expect(names.filter(name => providerCommands.has(name))).toEqual(
    names.filter(name => 'provider' in writes[name]),
  );
});
