using ActorEngine.Cli.CommandLine;
using ActorEngine.Cli.Streams;
using ActorEngine.Contracts;
using ActorEngine.Transport;

namespace ActorEngine.Cli.Verbs;

internal static class WaitVerb
{
    public static Verb Definition => new("wait", "wait for containers to exit and print their exit codes")
    {
        Synopsis = ["CONTAINER [CONTAINER...]"],
        Description = "Waits until each container has exited and prints its exit code, one a line, in the order named. One that does not run answers at once. "
            + "The wait goes on over a restart of the engine.",
        Least = 1,
        Completes = Completes.RunningContainer,
        SeeAlso = ["stop", "events"],
        Run = RunAsync,
    };

    private static async Task<int> RunAsync(Invocation call)
    {
        await using var link = new Resuming(call);
        int code = 0;
        var began = call.Clock.GetUtcNow();
        foreach (string operand in call.Arguments.Operands)
        {
            try
            {
                int exit = await link.RunAsync((connection, lost) => ExitAsync(connection, new ExitCodeOf(new ContainerReference(operand), began), lost));
                call.Console.WriteLine(exit.ToString(System.Globalization.CultureInfo.InvariantCulture));
            }
            catch (FaultException error)
            {
                call.Console.Complain($"actorctl: {error.Message}");
                code = 1;
            }
        }

        return code;
    }

    private static async Task<int> ExitAsync(EngineConnection connection, ExitCodeOf container, int lost)
    {
        var answer = await container.AskAsync(connection, WaitCondition.NotRunning, CancellationToken.None);
        // Only a container that was there before the connection was lost can have gone meanwhile.
        return lost > 0 ? await container.CodeAsync(connection, answer, CancellationToken.None)
            : ExitCodeOf.Code(Demands.Expect<ContainerWaited>(answer));
    }
}
