using ActorEngine.Cli.CommandLine;
using ActorEngine.Cli.Options;
using ActorEngine.Cli.Values;
using ActorEngine.Contracts;

namespace ActorEngine.Cli.Building;

/// <summary>The command line as a request.</summary>
internal static class BuildRequests
{
    private const string Epoch = "SOURCE_DATE_EPOCH", InlineCache = "BUILDKIT_INLINE_CACHE";

    public static BuildImage Of(Invocation call, BuildContext context, BuildOutputTarget output, IReadOnlyList<BuildSecret> secrets, SshAgents agents)
    {
        Arguments given = call.Arguments;
        IReadOnlyList<string> allowed = given.List("allow");
        if (allowed.FirstOrDefault(right => right is not ("security.insecure" or "network.host")) is { } unknown) throw given.Wrong("allow", $"'{unknown}' is neither security.insecure nor network.host.");
        Dictionary<string, string> arguments = BuildArguments(call);
        return new BuildImage
        {
            Dockerfile = context.Dockerfile,
            DockerfileName = context.DockerfileName,
            Context = context.Kind,
            Tags = [.. given.List("tag").Concat(output.Names).Select(tag => new ImageReference(tag))],
            Arguments = arguments,
            Labels = given.List("label", Pair).ToDictionary(),
            Target = given.Value("target"),
            Platform = given.Value("platform") ?? call.Environment("DOCKER_DEFAULT_PLATFORM"),
            NoCache = given.Flag("no-cache"),
            Pull = given.Flag("pull"),
            Network = given.Value("network") ?? "default",
            Secrets = secrets,
            SshAgents = [.. agents.Names],
            CacheFrom = given.List("cache-from", CacheImage),
            InlineCache = given.List("cache-to", CacheTarget).Count > 0 || arguments.GetValueOrDefault(InlineCache) is "1" or "true",
            ExtraHosts = given.List("add-host"),
            AllowInsecure = allowed.Contains("security.insecure"),
            AllowHostNetwork = allowed.Contains("network.host"),
            Export = output.Export,
            GivesCredentials = true,
            ContextUrl = context.Url,
            Limits = ResourceOptions.Read(given),
            Ulimits = given.List("ulimit", SmallSyntax.Ulimit),
            CgroupParent = given.Value("cgroup-parent"),
        };
    }

    private static Dictionary<string, string> BuildArguments(Invocation call)
    {
        Dictionary<string, string> arguments = new(StringComparer.Ordinal);
        if (call.Environment(Epoch) is { Length: > 0 } epoch) arguments[Epoch] = epoch;
        foreach (string text in call.Arguments.List("build-arg"))
        {
            int equals = text.IndexOf('=');
            string name = equals < 0 ? text : text[..equals];
            if (name.Length == 0) throw call.Arguments.Wrong("build-arg", $"'{text}' has no name; write NAME=VALUE.");
            // A name whose variable is not set is as good as not given.
            if ((equals < 0 ? call.Environment(name) : text[(equals + 1)..]) is { } value) arguments[name] = value;
        }

        return arguments;
    }

    private static KeyValuePair<string, string> Pair(string text)
    {
        int equals = text.IndexOf('=');
        return equals == 0 ? throw new FormatException($"'{text}' has no name; write NAME=VALUE.") : equals < 0 ? new(text, "") : new(text[..equals], text[(equals + 1)..]);
    }

    private static ImageReference CacheImage(string text)
    {
        if (!text.Contains('=')) return new ImageReference(text);
        IReadOnlyList<string> fields = CommaList.Split(text);
        if (!fields.Contains("type=registry")) throw new FormatException("only an image brings a cache along: IMAGE, or type=registry,ref=IMAGE.");
        return new ImageReference(fields.FirstOrDefault(field => field.StartsWith("ref=", StringComparison.Ordinal))?[4..] ?? throw new FormatException("ref=IMAGE is missing."));
    }

    private static string CacheTarget(string text) =>
        CommaList.Split(text).Contains("type=inline") ? text : throw new FormatException($"'{text}': the cache goes with the image only; write type=inline.");
}
