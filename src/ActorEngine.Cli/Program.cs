using ActorEngine.Cli;
using ActorEngine.Cli.Terminals;

return await new CommandRunner(CliConsole.OfProcess()).RunAsync(args);
