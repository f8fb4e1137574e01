namespace ActorEngine.EndToEnd.Tests.Harness;

/// <summary>An engine in a network namespace that plays its host, and Docker clients in it: what they publish is reached by nobody else.</summary>
public sealed class HostedGateway : IAsyncLifetime
{
    private readonly HostedEngine _hosted = new() { Network = "bridge" };

    internal Engine Engine => _hosted.Engine;

    public Task InitializeAsync() => _hosted.InitializeAsync();

    public Task DisposeAsync() => _hosted.DisposeAsync();

    /// <summary>Starts a client on that host, with the environment of the docker command line.</summary>
    internal Command Begin(string program, params string[] arguments) =>
        new DockerCommand("unix://" + Engine.DockerSocket, DockerCommand.Newest, Engine.Folder).Begin("nsenter", [$"--net=/run/netns/{_hosted.Name}", program, .. arguments]);

    /// <summary>Runs a client on that host.</summary>
    internal async Task<CommandResult> Run(string program, params string[] arguments)
    {
        using var command = Begin(program, arguments);
        command.Input.Close();
        return await command.Finished(120);
    }
}
