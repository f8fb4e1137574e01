using ActorEngine.Cli.CommandLine;
using ActorEngine.Cli.Values;
using ActorEngine.Contracts;

namespace ActorEngine.Cli.Composing;

/// <summary>The verbs that end a project: down and rm.</summary>
internal static class ComposeDown
{
    public static Verb Definition => new("compose down", "stop and remove a project")
    {
        Synopsis = ["[OPTIONS] [SERVICE...]"],
        Description = "Stops the containers of a project, what depends on others first, and removes them and the project's networks; of named services, their containers alone. Volumes stay unless -v is given; external networks and volumes stay always.",
        Options =
        [
            Option.Flag("volumes", "Remove the volumes of the file, and anonymous ones.", 'v'),
            Option.Flag("remove-orphans", "Also containers of services that are not in the project any more."),
            Option.Value("rmi", "WHICH", "Remove images: all, or local for those that have no name of their own.") with { Choices = ["all", "local"] },
            Option.Value("timeout", "SECONDS", "How long to wait before killing.", 't'),
            .. ComposeOptions.Table,
        ],
        Examples = [new("actorctl compose down -v", "Leave nothing.")],
        SeeAlso = ["compose up", "compose stop"],
        Run = RunAsync,
    };

    public static Verb Remove => new("compose rm", "remove stopped containers of services")
    {
        Synopsis = ["[OPTIONS] [SERVICE...]"],
        Description = "Removes the containers of a project that do not run; with --stop the others are stopped before.",
        Options =
        [
            Option.Flag("force", "Taken as Docker has it; nothing is asked.", 'f'),
            Option.Flag("stop", "Stop them before.", 's'),
            Option.Flag("volumes", "Also their anonymous volumes.", 'v'),
            .. ComposeOptions.Table,
        ],
        SeeAlso = ["compose down"],
        Run = async call =>
        {
            string project = ProjectFile.Name(call);
            await using var connection = await call.ConnectAsync();
            if (call.Arguments.Flag("stop")) await ProjectCalls.RunAsync<Done>(call, connection, new StopProject(project) { Services = call.Arguments.Operands });
            return await ComposeControl.EachAsync(call, connection, project, container => container.Status is ContainerStatus.Created or ContainerStatus.Exited or ContainerStatus.Dead,
                container => new RemoveContainer(container) { Volumes = call.Arguments.Flag("volumes") }, "Removed");
        },
    };

    private static async Task<int> RunAsync(Invocation call)
    {
        var arguments = call.Arguments;
        string project = ProjectFile.Name(call), rmi = arguments.Value("rmi") ?? "";
        if (rmi is not ("" or "all" or "local")) throw arguments.Wrong("rmi", $"'{rmi}' is neither all nor local.");
        await using var connection = await call.ConnectAsync();
        var images = rmi.Length == 0 ? [] : await ImagesAsync(connection, project, rmi);
        var reply = await connection.AskAsync(new InspectProject(project));
        var remove = new RemoveProject(project)
        {
            Services = arguments.Operands,
            Volumes = arguments.Flag("volumes"),
            RemoveOrphans = arguments.Flag("remove-orphans"),
            TimeoutSeconds = arguments.Number("timeout", text => Numbers.Within(text, -1, int.MaxValue)),
        };
        if (reply is Fault { Code: FaultCode.NotFound } && arguments.Operands.Count == 0) call.Console.Complain($"actorctl: warning: there is nothing of project {project}.");
        else await ProjectCalls.RunAsync<Done>(call, connection, remove);
        foreach (var image in images)
        {
            if (await connection.AskAsync(new RemoveImage(image)) is Fault { Code: not FaultCode.NotFound } fault) call.Console.Complain($"actorctl: warning: {fault.Message}");
            else call.Console.Complain($" Image {image}  Removed");
        }

        return 0;
    }

    private static async Task<IReadOnlyList<ImageReference>> ImagesAsync(Transport.EngineConnection connection, string project, string which) =>
        await connection.AskAsync(new InspectProject(project)) is ProjectInspection known
            ? [.. known.Services.Where(service => which == "all" || service.Image == $"{project}-{service.Name}").Select(service => new ImageReference(service.Image)).Distinct()]
            : [];
}
