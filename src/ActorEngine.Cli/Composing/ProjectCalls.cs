using ActorEngine.Cli.CommandLine;
using ActorEngine.Cli.Streams;
using ActorEngine.Contracts;
using ActorEngine.Transport;

namespace ActorEngine.Cli.Composing;

/// <summary>Requests about projects, and what is shown while they last.</summary>
internal static class ProjectCalls
{
    /// <summary>Asks, and shows each step on standard error.</summary>
    /// <exception cref="FaultException">The engine refuses.</exception>
    public static async Task<T> RunAsync<T>(Invocation call, EngineConnection connection, IMessage request) where T : IReply
    {
        await using var stream = connection.Open(request);
        return Demands.Expect<T>(await new OutputRelay(call.Console).RunAsync(stream, item =>
        {
            if (item is ProjectStep step && Words(step) is { } line) call.Console.Complain(line);
        }, CancellationToken.None));
    }

    /// <summary>The project's containers by service and number, those that run and others.</summary>
    /// <param name="services">Only these; empty = all.</param>
    public static async Task<IReadOnlyList<ContainerSummary>> ContainersAsync(EngineConnection connection, string project, IReadOnlyList<string> services, bool oneOff = false)
    {
        var list = await connection.DemandAsync<ContainerList>(new ListContainers { All = true, Filters = [new Filter("label", $"{ComposeLabels.Project}={project}")] });
        return [.. list.Containers
            .Where(container => oneOff || !IsOneOff(container))
            .Where(container => services.Count == 0 || services.Contains(ServiceOf(container)))
            .OrderBy(ServiceOf, StringComparer.Ordinal).ThenBy(NumberOf)];
    }

    /// <summary>One container of a service.</summary>
    /// <exception cref="CommandException">There is none.</exception>
    public static async Task<ContainerSummary> ContainerAsync(EngineConnection connection, string project, string service, int number)
    {
        var found = await ContainersAsync(connection, project, [service]);
        return found.FirstOrDefault(container => NumberOf(container) == number) ?? throw new CommandException($"service '{service}' of project '{project}' has no container {number}.");
    }

    public static string ServiceOf(ContainerSummary container) => container.Labels.GetValueOrDefault(ComposeLabels.Service) ?? "";

    public static int NumberOf(ContainerSummary container) => int.TryParse(container.Labels.GetValueOrDefault(ComposeLabels.Number), out int number) ? number : 0;

    private static bool IsOneOff(ContainerSummary container) => string.Equals(container.Labels.GetValueOrDefault(ComposeLabels.OneOff), "true", StringComparison.OrdinalIgnoreCase);

    private static string? Words(ProjectStep step)
    {
        string kind = char.ToUpperInvariant(step.Kind[0]) + step.Kind[1..];
        return step.State switch
        {
            ProjectStepState.Done => $" {kind} {step.Name}  {Past(step.Action)}",
            ProjectStepState.Failed => $" {kind} {step.Name}  Error: {step.Error}",
            ProjectStepState.Unchanged when step.Action == "start" => $" {kind} {step.Name}  Running",
            _ => null,
        };
    }

    private static string Past(string action) => action switch
    {
        "create" => "Created",
        "start" => "Started",
        "restart" => "Restarted",
        "stop" => "Stopped",
        "remove" => "Removed",
        _ => action,
    };
}
