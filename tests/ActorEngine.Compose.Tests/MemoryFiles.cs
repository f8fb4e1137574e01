using ActorEngine.Contracts;

namespace ActorEngine.Compose.Tests;

/// <summary>Files by their paths, and a project read from them.</summary>
internal sealed class MemoryFiles : IComposeFiles
{
    private readonly Dictionary<string, string> files = [];

    public MemoryFiles With(string path, string text)
    {
        files[path] = text;
        return this;
    }

    public string? Read(string path) => files.GetValueOrDefault(path);

    public ComposeProject Load(ComposeRequest? request = null, params (string Key, string Value)[] environment) => ProjectLoader.Load(
        (request ?? new ComposeRequest { Files = ["/shop/compose.yaml"], Environment = new Dictionary<string, string>() }) with { Environment = environment.ToDictionary(pair => pair.Key, pair => pair.Value) },
        this);

    /// <summary>A project of one file.</summary>
    public static ComposeProject Project(string text, params (string Key, string Value)[] environment) => new MemoryFiles().With("/shop/compose.yaml", text).Load(null, environment);

    /// <summary>The only service of a project.</summary>
    public static ServiceSettings Service(string attributes, string rest = "", params (string Key, string Value)[] environment) =>
        Project($"services:\n  web:\n    image: busybox\n{Indent(attributes)}{rest}", environment).Settings.Services.Single(service => service.Name == "web");

    public static ContainerSettings Container(string attributes, string rest = "", params (string Key, string Value)[] environment) => Service(attributes, rest, environment).Container;

    /// <summary>The message of the refusal.</summary>
    public static string Refused(string attributes, string rest = "") => Assert.Throws<ComposeException>(() => Service(attributes, rest)).Message;

    private static string Indent(string text) => string.Concat(text.Split('\n').Select(line => $"    {line}\n"));
}
