using ActorEngine.Cli.CommandLine;
using ActorEngine.Cli.Options;
using ActorEngine.Cli.Streams;
using ActorEngine.Contracts;

namespace ActorEngine.Cli.Verbs;

internal static class RunVerb
{
    public static Verb Definition => new("run", "make a container and run a program in it")
    {
        Synopsis = ["[OPTIONS] IMAGE [COMMAND [ARG...]]"],
        Description = """
            Makes a container from IMAGE and runs COMMAND in it, or what the image names. Output comes here, byte for byte, and actorctl ends with the program's exit code. Options end at IMAGE: what follows belongs to the program.

            With -d the container's id is printed and the program is left running. With -i the program reads standard input from here; with -t it gets a terminal, and ctrl-p ctrl-q leaves it running.

            A restart of the engine is no event for the program, and none here either: actorctl connects again and goes on where it was, without a byte lost or repeated.
            """,
        Options =
        [
            Option.Flag("detach", "Print the id and leave the program running.", 'd'),
            TerminalOptions.DetachKeysOption,
            TerminalOptions.SignalProxyOption,
            .. ContainerOptions.Table,
        ],
        Least = 1,
        OptionsFirst = true,
        FailureCode = 125,
        StartsPrograms = true,
        Completes = Completes.ImageThenNothing,
        ExitCodes =
        [
            new("0-255", "What the program ended with; 128 and the signal's number where a signal ended it."),
            new("126", "The program was found and cannot be run."),
            new("127", "The program was not found."),
        ],
        Examples =
        [
            new("actorctl run --rm -it busybox sh", "Work in a new container until 'exit'."),
            new("actorctl run -d --name web -v ./site:/www:ro --network host busybox httpd -f -h /www", "Serve a directory."),
            new("tar c . | actorctl run --rm -i busybox tar tv", "Feed a program from a pipe."),
            new("actorctl run --rm --memory 64m --cpus 0.5 --pids-limit 20 busybox sh -c 'free -m'", "Bound what it may use."),
            new("actorctl run -d --restart on-failure:5 worker", "Start it again when it fails, five times in a row at most."),
        ],
        SeeAlso = ["create", "start", "attach", "exec", "logs"],
        Run = RunAsync,
    };

    private static async Task<int> RunAsync(Invocation call)
    {
        var arguments = call.Arguments;
        bool detach = arguments.Flag("detach");
        if (detach && arguments.Has("attach")) throw arguments.Wrong("attach", "a container that is left running with --detach cannot be joined; leave one of them out.");
        var (stdin, stdout, stderr) = TerminalOptions.Joined(arguments);
        byte[] keys = TerminalOptions.Keys(arguments);
        bool tty = arguments.Flag("tty");
        if (!detach && tty && stdin && !call.Console.InputIsTerminal)
            throw arguments.Wrong("tty", "standard input is not a terminal; leave out -t.");

        await using var link = new Resuming(call);
        var created = await Creation.RunAsync(call, link);
        var container = new ContainerReference(created.Id.Value);
        if (detach)
        {
            await link.RunAsync(async (connection, lost) =>
            {
                var reply = await connection.AskAsync(new StartContainer(container));
                // The answer to the first attempt may be what was lost.
                return lost > 0 && reply is Fault { Code: FaultCode.NotModified } ? new Done() : Demands.Expect<Done>(reply);
            });
            call.Console.WriteLine(created.Id.Value);
            return 0;
        }

        bool proxy = arguments.Flag("sig-proxy", otherwise: true);
        var session = new SessionSettings(tty, stdin, keys, proxy, PassHangup: proxy);
        return await new Attachment(call, link, new AttachPlan(container, session) { Stdout = stdout, Stderr = stderr, Start = true, Fresh = true }).RunAsync();
    }
}
