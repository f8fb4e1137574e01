using ActorEngine.Cli.CommandLine;
using ActorEngine.Cli.Values;
using ActorEngine.Compose;
using ActorEngine.Contracts;

namespace ActorEngine.Cli.Composing;

/// <summary>The verbs about images of a project: build and pull.</summary>
internal static class ComposeBuilding
{
    public static Verb Build => new("compose build", "build the images of services")
    {
        Synopsis = ["[OPTIONS] [SERVICE...]"],
        Description = "Builds the images of the services that have a build section, as build does.",
        Options =
        [
            Option.List("build-arg", "NAME=VALUE", "Value of an ARG."),
            Option.Flag("no-cache", "Use no result of earlier builds."),
            Option.Flag("pull", "Ask the registry for newer base images."),
            Option.Flag("quiet", "Taken as Docker has it; progress goes to standard error.", 'q'),
            .. ComposeOptions.Table,
        ],
        SeeAlso = ["build", "compose up"],
        Run = BuildAsync,
    };

    public static Verb Pull => new("compose pull", "fetch the images of services")
    {
        Synopsis = ["[OPTIONS] [SERVICE...]"],
        Description = "Fetches the images of the services that are not built.",
        Options =
        [
            Option.Flag("ignore-pull-failures", "Go on behind an image that cannot be fetched."),
            Option.Flag("include-deps", "Also of what the named services depend on."),
            Option.Value("policy", "WHEN", "missing or always; default always.") with { Choices = ["missing", "always"] },
            Option.Flag("quiet", "Taken as Docker has it; progress goes to standard error.", 'q'),
            .. ComposeOptions.Table,
        ],
        SeeAlso = ["pull", "compose up"],
        Run = PullAsync,
    };

    private static async Task<int> BuildAsync(Invocation call)
    {
        var arguments = call.Arguments;
        var project = ProjectFile.Load(call, arguments.Operands);
        var given = KeyValues.Of(arguments, "build-arg");
        await using var connection = await call.ConnectAsync();
        foreach (var service in project.Settings.Services.Where(service => arguments.Operands.Count == 0 || arguments.Operands.Contains(service.Name)))
        {
            if (!project.Builds.TryGetValue(service.Name, out var build)) continue;
            await ProjectImages.BuildAsync(call, connection, service, build, request => request with
            {
                NoCache = request.NoCache || arguments.Flag("no-cache"),
                Pull = request.Pull || arguments.Flag("pull"),
                Arguments = given.Aggregate(request.Arguments.ToDictionary(), (all, pair) => { all[pair.Key] = pair.Value; return all; }),
            });
        }

        return 0;
    }

    private static async Task<int> PullAsync(Invocation call)
    {
        var arguments = call.Arguments;
        var project = ProjectFile.Load(call, arguments.Operands);
        var meant = ComposeUp.Meant(project.Settings, arguments.Operands, arguments.Flag("include-deps"));
        await using var connection = await call.ConnectAsync();
        foreach (var image in project.Settings.Services.Where(service => meant.Contains(service.Name) && !project.Builds.ContainsKey(service.Name)).Select(service => service.Container.Image).Distinct())
        {
            if (arguments.Value("policy") == "missing" && await connection.AskAsync(new InspectImage(image)) is ImageInspection) continue;
            try
            {
                await ProjectImages.PullAsync(call, connection, image);
            }
            catch (Streams.FaultException error) when (arguments.Flag("ignore-pull-failures"))
            {
                call.Console.Complain($"actorctl: warning: {error.Message}");
            }
        }

        return 0;
    }
}
