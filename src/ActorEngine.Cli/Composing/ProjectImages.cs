using ActorEngine.Cli.Building;
using ActorEngine.Cli.CommandLine;
using ActorEngine.Cli.Registries;
using ActorEngine.Cli.Streams;
using ActorEngine.Compose;
using ActorEngine.Contracts;
using ActorEngine.Transport;

namespace ActorEngine.Cli.Composing;

/// <summary>The images of a project: built, fetched where they are missing, and named by their ids.</summary>
internal static class ProjectImages
{
    /// <summary>The settings with the id of each image.</summary>
    /// <param name="meant">Services whose images are needed; empty = all.</param>
    /// <param name="build">Build also what is there.</param>
    /// <param name="pull">always, missing or never; null = as each service says.</param>
    /// <exception cref="FaultException">A build or a pull failed.</exception>
    public static async Task<ProjectSettings> ReadyAsync(Invocation call, EngineConnection connection, ComposeProject project, IReadOnlySet<string> meant, bool build, string? pull)
    {
        var services = new List<ServiceSettings>();
        foreach (var service in project.Settings.Services)
        {
            services.Add(meant.Count > 0 && !meant.Contains(service.Name)
                ? service with { ImageId = await FindAsync(connection, service.Container.Image) ?? default }
                : service with { ImageId = await ReadyAsync(call, connection, project, service, build, pull) });
        }

        return project.Settings with { Services = services };
    }

    /// <summary>Builds the image of a service.</summary>
    public static async Task<Digest> BuildAsync(Invocation call, EngineConnection connection, ServiceSettings service, ComposeBuild build, Func<BuildImage, BuildImage>? change = null)
    {
        using var agents = new SshAgents();
        foreach (string agent in build.SshAgents) agents.Add(agent, call.Environment);
        string? dockerfile = build.Dockerfile is { } named && !RelativeToRemote(build.Context) ? Path.GetFullPath(named, build.Context) : build.Dockerfile;
        var context = build.DockerfileInline is { } inline
            ? BuildContext.Inline(build.Context, inline)
            : BuildContext.Open(call, build.Context, dockerfile);
        var request = new BuildImage
        {
            Dockerfile = context.Dockerfile,
            DockerfileName = context.DockerfileName,
            Context = context.Kind,
            ContextUrl = context.Url,
            Tags = [service.Container.Image, .. build.Tags.Select(tag => new ImageReference(tag))],
            Arguments = build.Arguments,
            Labels = build.Labels,
            Target = build.Target,
            Platform = build.Platform,
            NoCache = build.NoCache,
            Pull = build.Pull,
            Network = build.Network ?? "default",
            Secrets = build.Secrets,
            SshAgents = [.. agents.Names],
            CacheFrom = [.. build.CacheFrom.Select(image => new ImageReference(image))],
            ExtraHosts = build.ExtraHosts,
            Limits = new ResourceLimits { ShmSize = build.ShmSize },
            Ulimits = build.Ulimits,
            GivesCredentials = true,
        };
        await using var session = new BuildSession(connection.Open(change is null ? request : change(request)), context, agents, new DockerConfiguration(call.Environment), new PlainProgress(call.Console.WriteError), null);
        var built = await session.RunAsync();
        call.Console.Complain($" Image {service.Container.Image}  Built");
        return built.Id;
    }

    public static async Task PullAsync(Invocation call, EngineConnection connection, ImageReference image)
    {
        var request = new PullImage(image) { Credentials = await new DockerConfiguration(call.Environment).ForImageAsync(image.Value) };
        await Transfers.PullAsync(call, connection, request, Transfers.ErrorDisplay(call));
    }

    private static async Task<Digest> ReadyAsync(Invocation call, EngineConnection connection, ComposeProject project, ServiceSettings service, bool build, string? pull)
    {
        var image = service.Container.Image;
        var policy = pull switch { "always" => PullPolicy.Always, "never" => PullPolicy.Never, "missing" => PullPolicy.Missing, _ => project.PullPolicies.TryGetValue(service.Name, out var own) ? own : PullPolicy.Missing };
        if (project.Builds.TryGetValue(service.Name, out var how))
        {
            if (build || policy == PullPolicy.Build) return await BuildAsync(call, connection, service, how);
            return await FindAsync(connection, image) ?? await BuildAsync(call, connection, service, how);
        }

        if (policy != PullPolicy.Always && await FindAsync(connection, image) is { } found) return found;
        if (policy == PullPolicy.Never) throw new CommandException($"service {service.Name}: there is no image {image}, and it is not to be fetched.");
        await PullAsync(call, connection, image);
        return await FindAsync(connection, image) ?? default;
    }

    private static async Task<Digest?> FindAsync(EngineConnection connection, ImageReference image) => await connection.AskAsync(new InspectImage(image)) switch
    {
        ImageInspection inspection => inspection.Id,
        Fault { Code: FaultCode.NotFound } => null,
        var other => Demands.Expect<ImageInspection>(other).Id,
    };

    private static bool RelativeToRemote(string context) => context.Contains("://", StringComparison.Ordinal) || context.StartsWith("git@", StringComparison.Ordinal);
}
