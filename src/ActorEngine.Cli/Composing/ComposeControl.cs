using ActorEngine.Cli.CommandLine;
using ActorEngine.Cli.Streams;
using ActorEngine.Cli.Values;
using ActorEngine.Contracts;
using ActorEngine.Transport;

namespace ActorEngine.Cli.Composing;

/// <summary>The verbs that act on containers of services: start, stop, restart, kill, pause, unpause.</summary>
internal static class ComposeControl
{
    private static Option Timeout => Option.Value("timeout", "SECONDS", "How long to wait before killing.", 't');

    public static Verb Start => Of("start", "start the containers of services", "Starts the containers of a project that do not run, in the order of their dependencies.", [], async (call, connection, project) =>
    {
        await ProjectCalls.RunAsync<Done>(call, connection, new StartProject(project) { Services = call.Arguments.Operands });
        return 0;
    });

    public static Verb Stop => Of("stop", "stop the containers of services", "Stops the containers of a project, what depends on others first, and keeps them.", [Timeout], async (call, connection, project) =>
    {
        await ProjectCalls.RunAsync<Done>(call, connection, new StopProject(project) { Services = call.Arguments.Operands, TimeoutSeconds = Seconds(call) });
        return 0;
    });

    public static Verb Restart => Of("restart", "restart the containers of services", "Stops the containers and starts them again, as they are: changes of the file are for compose up.", [Timeout], async (call, connection, project) =>
    {
        await ProjectCalls.RunAsync<Done>(call, connection, new StopProject(project) { Services = call.Arguments.Operands, TimeoutSeconds = Seconds(call) });
        await ProjectCalls.RunAsync<Done>(call, connection, new StartProject(project) { Services = call.Arguments.Operands });
        return 0;
    });

    public static Verb Kill => Of("kill", "send a signal to the containers of services", "Sends SIGKILL, or another signal, to the containers that run.",
        [Option.Value("signal", "SIGNAL", "What to send; default KILL.", 's')], (call, connection, project) =>
            EachAsync(call, connection, project, IsUp, container => new KillContainer(container, call.Arguments.Value("signal", SmallSyntax.Signal) ?? "SIGKILL"), "Killed"));

    public static Verb Pause => Of("pause", "freeze the containers of services", "Freezes all processes of the containers that run.", [],
        (call, connection, project) => EachAsync(call, connection, project, container => container.Status == ContainerStatus.Running, container => new PauseContainer(container), "Paused"));

    public static Verb Unpause => Of("unpause", "thaw the containers of services", "Thaws the containers that are paused.", [],
        (call, connection, project) => EachAsync(call, connection, project, container => container.Status == ContainerStatus.Paused, container => new UnpauseContainer(container), "Unpaused"));

    /// <summary>Sends a message about each container that fits, and tells of it.</summary>
    public static async Task<int> EachAsync(Invocation call, EngineConnection connection, string project, Func<ContainerSummary, bool> fits, Func<ContainerReference, IMessage> message, string done)
    {
        foreach (var container in (await ProjectCalls.ContainersAsync(connection, project, call.Arguments.Operands)).Where(fits))
        {
            if (await connection.AskAsync(message(new ContainerReference(container.Id.Value))) is Fault { Code: not FaultCode.NotModified } fault) throw new FaultException(fault);
            call.Console.Complain($" Container {container.Name}  {done}");
        }

        return 0;
    }

    private static Verb Of(string name, string summary, string description, IReadOnlyList<Option> options, Func<Invocation, EngineConnection, string, Task<int>> act) => new($"compose {name}", summary)
    {
        Synopsis = ["[OPTIONS] [SERVICE...]"],
        Description = description,
        Options = [.. options, .. ComposeOptions.Table],
        SeeAlso = ["compose up", "compose ps"],
        Run = async call =>
        {
            string project = ProjectFile.Name(call);
            await using var connection = await call.ConnectAsync();
            return await act(call, connection, project);
        },
    };

    private static bool IsUp(ContainerSummary container) => container.Status is ContainerStatus.Running or ContainerStatus.Paused or ContainerStatus.Restarting;

    private static int? Seconds(Invocation call) => call.Arguments.Number("timeout", text => Numbers.Within(text, -1, int.MaxValue));
}
