using ActorEngine.Cli.CommandLine;
using ActorEngine.Cli.Options;
using ActorEngine.Cli.Streams;
using ActorEngine.Contracts;

namespace ActorEngine.Cli.Verbs;

internal static class ExecVerb
{
    public static Verb Definition => new("exec", "run a further program in a running container")
    {
        Synopsis = ["[OPTIONS] CONTAINER COMMAND [ARG...]"],
        Description = """
            Runs a program in the namespaces and limits of a running container and ends with the program's exit code. Options end at CONTAINER.

            The session belongs to the engine's connection: when the engine goes away, actorctl says so and ends with 125, and the program goes on
            without an audience. Its standard input ends then, and what it writes from then on is lost.
            """,
        Options =
        [
            Option.Flag("detach", "Leave the program running and end.", 'd'),
            TerminalOptions.DetachKeysOption,
            Option.List("env", "NAME[=VALUE]", "Set an environment variable; a bare NAME takes its value from the caller.", 'e'),
            Option.List("env-file", "FILE", "Set the variables in a file, one NAME=VALUE a line.") with { Completes = Completes.File },
            Option.Flag("interactive", "Feed the program's standard input from here.", 'i'),
            Option.Flag("privileged", "Give it every right of the host's root."),
            Option.Flag("tty", "Give the program a terminal.", 't'),
            Option.Value("user", "USER[:GROUP]", "User and group, names of the image or numbers.", 'u'),
            Option.Value("workdir", "DIRECTORY", "Directory to start in.", 'w'),
        ],
        Least = 2,
        OptionsFirst = true,
        StartsPrograms = true,
        Completes = Completes.RunningContainer,
        ExitCodes =
        [
            new("0-255", "What the program ended with; 128 and the signal's number where a signal ended it."),
            new("125", "The engine went away while the program ran."),
            new("126", "The program was found and cannot be run."),
            new("127", "The program was not found."),
        ],
        Examples =
        [
            new("actorctl exec -it web sh", "Look around in a running container."),
            new("actorctl exec -u nobody -w /tmp -e A=1 web env", "Run as somebody else, somewhere else."),
        ],
        SeeAlso = ["attach", "run", "top"],
        Run = RunAsync,
    };

    private static async Task<int> RunAsync(Invocation call)
    {
        var arguments = call.Arguments;
        var container = new ContainerReference(arguments.Operands[0]);
        bool detach = arguments.Flag("detach"), tty = arguments.Flag("tty"), stdin = arguments.Flag("interactive") && !detach;
        byte[] keys = TerminalOptions.Keys(arguments);
        if (tty && stdin && !call.Console.InputIsTerminal) throw arguments.Wrong("tty", "standard input is not a terminal; leave out -t.");
        var size = tty ? call.Console.Size : null;
        var start = new StartExec(container, new ExecSettings
        {
            Command = [.. arguments.Operands.Skip(1)],
            Environment = ProcessOptions.Environment(arguments, call.Environment),
            WorkingDirectory = arguments.Value("workdir"),
            User = arguments.Value("user"),
            Tty = tty,
            Stdin = stdin,
            Privileged = arguments.Flag("privileged"),
            Rows = size?.Rows ?? 0,
            Columns = size?.Columns ?? 0,
        }, detach);
        if (detach)
        {
            await call.AskAsync<ExecStarted>(start);
            return 0;
        }

        return await new ExecSession(call, start, new SessionSettings(tty, stdin, keys, PassSignals: false)).RunAsync();
    }
}
