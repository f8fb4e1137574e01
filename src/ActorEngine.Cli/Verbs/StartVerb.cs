using ActorEngine.Cli.CommandLine;
using ActorEngine.Cli.Options;
using ActorEngine.Cli.Streams;
using ActorEngine.Contracts;

namespace ActorEngine.Cli.Verbs;

internal static class StartVerb
{
    public static Verb Definition => new("start", "start containers that do not run")
    {
        Synopsis = ["[OPTIONS] CONTAINER [CONTAINER...]"],
        Description = "Starts each container and prints its name. With --attach or --interactive it takes one container, joins it as 'run' does, and ends with its exit code.",
        Options =
        [
            Option.Flag("attach", "Join the output, and pass signals on.", 'a'),
            Option.Flag("interactive", "Join the input too.", 'i'),
            TerminalOptions.DetachKeysOption,
            TerminalOptions.SignalProxyOption,
        ],
        Least = 1,
        Completes = Completes.Container,
        ExitCodes = [new("0-255", "With --attach or --interactive, what the program ended with.")],
        SeeAlso = ["run", "create", "attach", "stop"],
        Run = RunAsync,
    };

    private static async Task<int> RunAsync(Invocation call)
    {
        bool stdin = call.Arguments.Flag("interactive");
        if (!stdin && !call.Arguments.Flag("attach"))
        {
            return await call.ForEachAsync(async (connection, operand) =>
            {
                await connection.DemandAsync<Done>(new StartContainer(new ContainerReference(operand)));
                return operand;
            });
        }

        if (call.Arguments.Operands.Count > 1) throw new UsageException("start: one container at a time can be joined; name one, or leave out --attach and --interactive.", 1) { Verb = "start" };
        byte[] keys = TerminalOptions.Keys(call.Arguments);
        await using var link = new Resuming(call);
        var container = new ContainerReference(call.Arguments.Operands[0]);
        var known = await link.RunAsync((connection, _) => connection.DemandAsync<ContainerInspection>(new InspectContainer(container)));
        if (known.State.Status == ContainerStatus.Running) throw new CommandException($"'{container}' runs already; join it with 'actorctl attach {container}'.");
        var session = new SessionSettings(known.Settings.Tty, stdin && known.Settings.OpenStdin, keys, call.Arguments.Flag("sig-proxy", otherwise: true));
        // Earlier runs have output too, which is not shown: only a container that never ran is followed from its first byte.
        var plan = new AttachPlan(new ContainerReference(known.Id.Value), session) { Start = true, Fresh = known.State.Status == ContainerStatus.Created };
        return await new Attachment(call, link, plan).RunAsync();
    }
}
