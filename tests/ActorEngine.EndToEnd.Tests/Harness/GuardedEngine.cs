namespace ActorEngine.EndToEnd.Tests.Harness;

/// <summary>One engine whose Docker clients two authorisation plugins watch; a case changes what they answer, and leaves them allowing.</summary>
public sealed class GuardedEngine : IAsyncLifetime
{
    internal Engine Engine { get; private set; } = null!;

    internal HttpClient Http { get; private set; } = null!;

    internal GuardPlugin First { get; private set; } = null!;

    internal GuardPlugin Second { get; private set; } = null!;

    /// <summary>Where plugins are looked for.</summary>
    internal string Plugins { get; } = Directory.CreateTempSubdirectory("guards").FullName;

    public async Task InitializeAsync()
    {
        (First, Second) = (new GuardPlugin(Plugins, "first"), new GuardPlugin(Path.Combine(Plugins, "elsewhere"), "second"));
        await File.WriteAllTextAsync(Path.Combine(Plugins, "second.spec"), $"unix://{Plugins}/elsewhere/second.sock\n");
        Engine = await Engine.StartNew(hocon: $"actorengine {{ volumes.plugin-directories = [\"{Plugins}\"], gateway {{ authorization-plugins = [first, second], plugin-timeout = 2s }} }}");
        (await Engine.Cli("create", "--name", "made", "busybox", "sh", "-c", "echo ran")).Expect();
        Http = GatewayEngine.Connect(Engine.DockerSocket);
        Http.BaseAddress = new Uri("http://docker/");
    }

    public async Task DisposeAsync()
    {
        Http.Dispose();
        await Engine.DisposeAsync();
        await First.DisposeAsync();
        await Second.DisposeAsync();
        Directory.Delete(Plugins, recursive: true);
    }
}
