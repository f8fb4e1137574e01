using ActorEngine.Cli.CommandLine;
using ActorEngine.Cli.Options;
using ActorEngine.Cli.Registries;
using ActorEngine.Cli.Streams;
using ActorEngine.Contracts;
using ActorEngine.Transport;

namespace ActorEngine.Cli.Verbs;

/// <summary>Making a container, with its image fetched as --pull says; shared by run and create.</summary>
internal static class Creation
{
    /// <exception cref="FaultException">The engine refuses.</exception>
    public static async Task<ContainerCreated> RunAsync(Invocation call, Resuming link)
    {
        var arguments = call.Arguments;
        var settings = ContainerOptions.Settings(arguments, call.Environment);
        string pull = IdentityOptions.Pull(arguments);
        if (arguments.Value("cidfile") is { } taken && File.Exists(taken))
            throw arguments.Wrong("cidfile", $"'{taken}' exists already; remove it, or name another file.");

        // One id for all attempts: an answer that was lost is asked for again, and makes no second container.
        var create = new CreateContainer(OperationId.New(), arguments.Value("name"), settings);
        if (pull == "always") await link.RunAsync((connection, _) => PullAsync(call, connection, settings.Image));
        var created = await link.RunAsync((connection, _) => CreateAsync(call, connection, create, pull == "missing"));
        foreach (string warning in created.Warnings) call.Console.Complain($"actorctl: warning: {warning}");
        if (arguments.Value("cidfile") is { } file) await File.WriteAllTextAsync(file, created.Id.Value);
        return created;
    }

    private static async Task<ContainerCreated> CreateAsync(Invocation call, EngineConnection connection, CreateContainer create, bool pull)
    {
        var reply = await connection.AskAsync(create);
        if (!pull || reply is not Fault { Code: FaultCode.NotFound, Field: "image" } missing) return Demands.Expect<ContainerCreated>(reply);
        call.Console.Complain($"Unable to find image '{ReferenceName.Parse(create.Settings.Image.Value, out _)?.FamiliarExact ?? create.Settings.Image.Value}' locally");
        try
        {
            await PullAsync(call, connection, create.Settings.Image);
        }
        catch (FaultException error) when (error.Fault.Code is FaultCode.NotSupported or FaultCode.UnknownMessage)
        {
            throw new FaultException(missing);
        }

        return await connection.DemandAsync<ContainerCreated>(create);
    }

    private static async Task<bool> PullAsync(Invocation call, EngineConnection connection, ImageReference image)
    {
        var request = new PullImage(image) { Platform = call.Arguments.Value("platform"), Credentials = await new DockerConfiguration(call.Environment).ForImageAsync(image.Value) };
        var display = call.Arguments.Flag("quiet") ? null : Transfers.ErrorDisplay(call);
        await Transfers.PullAsync(call, connection, request, display);
        return true;
    }
}
