using ActorEngine.EndToEnd.Tests.Harness;

namespace ActorEngine.EndToEnd.Tests;

/// <summary>The first program of docs/client.md, in a project as the page begins with.</summary>
public sealed class TutorialTests : IAsyncLifetime
{
    private readonly Nodes nodes = new();
    private readonly string project = Directory.CreateTempSubdirectory("actorengine-tutorial-").FullName;
    private readonly int port = TcpProxy.FreePort();
    private Engine daemon = null!;

    public async Task InitializeAsync()
    {
        daemon = await Engine.StartNew(hocon: nodes.Hocon("node-a", port));
        nodes.Hocon("app", 0);
    }

    public async Task DisposeAsync()
    {
        await daemon.DisposeAsync();
        await nodes.DisposeAsync();
        Directory.Delete(project, recursive: true);
    }

    [Fact]
    public async Task It_runs_as_it_stands_but_for_the_addresses()
    {
        (await Command.Run("dotnet", "new", "console", "-n", "shop", "-o", project, "--no-restore")).Expect();
        await File.WriteAllTextAsync(Path.Combine(project, "Program.cs"), FirstProgram());
        await File.WriteAllTextAsync(Path.Combine(project, "shop.csproj"), WithLibraries(await File.ReadAllTextAsync(Path.Combine(project, "shop.csproj"))));
        // Which projects above the temporary directory say how to build is none of its business.
        await File.WriteAllTextAsync(Path.Combine(project, "Directory.Build.props"), "<Project />");
        (await Run("build", "--nologo", "-o", Path.Combine(project, "out"))).Expect();
        foreach (var (file, name) in nodes.Files("app").Zip((string[])["shop.pem", "shop.key", "ca.pem"])) File.Copy(file, Path.Combine(project, name));

        Assert.Contains("Running", (await Run("exec", Path.Combine(project, "out", "shop.dll"))).Expect().Split('\n'));
        Assert.Equal("web", (await daemon.Cli("ps", "--format", "{{.Names}}")).Expect());
    }

    private string FirstProgram()
    {
        string page = File.ReadAllText(Path.Combine(Checkout.Root, "docs/client.md"));
        string[] blocks = page.Split("```csharp\n");
        return blocks[1][..blocks[1].IndexOf("```", StringComparison.Ordinal)]
            .Replace("akka.ssl.tcp://ActorEngine@10.0.0.5:7350", Nodes.Address(port), StringComparison.Ordinal)
            .Replace("10.0.0.9", "127.0.0.1", StringComparison.Ordinal);
    }

    /// <summary>In place of the packages that a feed would serve: what this test itself was built with.</summary>
    private static string WithLibraries(string project)
    {
        var libraries = Directory.EnumerateFiles(AppContext.BaseDirectory, "*.dll").Where(path => Path.GetFileName(path) is var name
            && (name.StartsWith("Akka", StringComparison.Ordinal) || name.StartsWith("ActorEngine.", StringComparison.Ordinal)
                || name.StartsWith("Google.Protobuf", StringComparison.Ordinal) || name.StartsWith("DotNetty", StringComparison.Ordinal) || name.StartsWith("Newtonsoft", StringComparison.Ordinal)
                || name.StartsWith("Microsoft.Extensions", StringComparison.Ordinal) || name.StartsWith("System.", StringComparison.Ordinal))
            && !name.Contains(".Tests", StringComparison.Ordinal) && !name.Contains("TestKit", StringComparison.Ordinal));
        return project.Replace("</Project>", $"<ItemGroup>{string.Concat(libraries.Select(path => $"<Reference Include=\"{path}\" />"))}</ItemGroup></Project>", StringComparison.Ordinal);
    }

    private async Task<CommandResult> Run(params string[] arguments)
    {
        using var command = new Command("sh", ["-c", "cd \"$0\" && exec dotnet \"$@\"", project, .. arguments], new Dictionary<string, string> { ["MSBUILDDISABLENODEREUSE"] = "1" });
        command.Input.Close();
        return await command.Finished(180);
    }
}
