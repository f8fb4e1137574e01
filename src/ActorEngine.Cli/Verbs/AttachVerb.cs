using ActorEngine.Cli.CommandLine;
using ActorEngine.Cli.Options;
using ActorEngine.Cli.Streams;
using ActorEngine.Contracts;
using ActorEngine.Shapes;

namespace ActorEngine.Cli.Verbs;

internal static class AttachVerb
{
    public static Verb Definition => new("attach", "join a running container's input and output")
    {
        Synopsis = ["[OPTIONS] CONTAINER"],
        Description = """
            Joins the streams of a container's main program from now on, and ends with its exit code. Any number of callers may be joined at once. With a terminal, ctrl-p ctrl-q leaves the container running.

            A caller that reads slowly never holds the program up. It goes on over a restart of the engine without a byte lost or repeated.
            """,
        Options =
        [
            Option.Flag("no-stdin", "Leave the input out."),
            TerminalOptions.DetachKeysOption,
            TerminalOptions.SignalProxyOption,
        ],
        Least = 1,
        Most = 1,
        Completes = Completes.RunningContainer,
        ExitCodes = [new("0-255", "What the program ended with; 0 after the detach keys.")],
        SeeAlso = ["exec", "logs", "run"],
        Run = RunAsync,
    };

    private static async Task<int> RunAsync(Invocation call)
    {
        byte[] keys = TerminalOptions.Keys(call.Arguments);
        await using var link = new Resuming(call);
        var container = new ContainerReference(call.Arguments.Operands[0]);
        var known = await link.RunAsync((connection, _) => connection.DemandAsync<ContainerInspection>(new InspectContainer(container)));
        if (known.State.Status is not (ContainerStatus.Running or ContainerStatus.Starting or ContainerStatus.Stopping or ContainerStatus.Restarting))
            throw new CommandException(known.State.Status is ContainerStatus.Paused or ContainerStatus.Pausing
                ? $"'{container}' is paused; let it go on with 'actorctl unpause {container}'."
                : $"'{container}' does not run (it is {ActorEngine.Shapes.Words.Of(known.State.Status)}); start and join it with 'actorctl start -a {container}'.");
        bool stdin = known.Settings.OpenStdin && !call.Arguments.Flag("no-stdin");
        if (stdin && known.Settings.Tty && !call.Console.InputIsTerminal)
            throw new CommandException("the container has a terminal and standard input here is none; add --no-stdin.");
        var session = new SessionSettings(known.Settings.Tty, stdin, keys, call.Arguments.Flag("sig-proxy", otherwise: true));
        return await new Attachment(call, link, new AttachPlan(new ContainerReference(known.Id.Value), session)).RunAsync();
    }
}
