using ActorEngine.Cli.Values;
using ActorEngine.Compose.Yaml;
using ActorEngine.Contracts;

namespace ActorEngine.Compose.Reading;

/// <summary>How a service's image is built. Compose specification: build.</summary>
internal static class BuildReader
{
    public static ComposeBuild Read(Fields fields, ReadingScope scope)
    {
        var platforms = fields.Words("platforms");
        if (platforms.Count > 1) throw fields.Wrong("platforms", null, "an image is built for one platform");
        var build = new ComposeBuild(fields.Text("context") ?? scope.Directory)
        {
            Dockerfile = fields.Text("dockerfile"),
            DockerfileInline = fields.Text("dockerfile_inline"),
            Target = fields.Text("target"),
            Platform = platforms.Count > 0 ? platforms[0] : null,
            Network = fields.Text("network"),
            NoCache = fields.Is("no_cache"),
            Pull = fields.Is("pull"),
            Arguments = Arguments(fields, scope),
            Labels = fields.Map("labels"),
            Tags = fields.Words("tags"),
            CacheFrom = fields.Words("cache_from"),
            ExtraHosts = fields.Each("extra_hosts", SmallSyntax.ExtraHost),
            SshAgents = fields.Words("ssh"),
            Secrets = Secrets(fields, scope),
            ShmSize = fields.Parsed("shm_size", Sizes.Parse),
            Ulimits = ServiceReader.Ulimits(fields),
        };
        if (build is { Dockerfile: not null, DockerfileInline: not null }) throw fields.Wrong("dockerfile_inline", null, "dockerfile and dockerfile_inline do not go together");
        fields.Refuse("additional_contexts", "further contexts are not supported");
        fields.Done();
        return build;
    }

    private static Dictionary<string, string> Arguments(Fields fields, ReadingScope scope)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, _, node) in fields.Entries("args"))
        {
            if (node is not TextNode text) throw fields.Wrong($"args.{key}", node, $"a value is expected, not {node.Kind}");
            if ((text.IsNull ? scope.Variables(key) : text.Text) is { } value) found[key] = value;
        }

        return found;
    }

    private static List<BuildSecret> Secrets(Fields fields, ReadingScope scope)
    {
        var found = new List<BuildSecret>();
        foreach (var item in fields.Items("secrets"))
        {
            var inner = new Fields(item is TextNode text ? new MapNode(item.Place, [new Entry("source", item.Place, text)]) : item, $"{fields.Path}.secrets");
            string key = inner.Text("source") ?? throw inner.Wrong("", item, "'source' is missing");
            string id = inner.Text("target") ?? key;
            foreach (string ignored in (string[])["uid", "gid", "mode"]) inner.Text(ignored);
            inner.Done();
            if (!scope.Secrets.TryGetValue(key, out var source)) throw inner.Wrong("", item, $"'{key}' is not known; name it under secrets at the top");
            byte[] value = source.Content ?? System.Text.Encoding.UTF8.GetBytes(scope.Files.Read(source.Path!) ?? throw inner.Wrong("", item, $"there is no file {source.Path}"));
            found.Add(new BuildSecret(id, value));
        }

        return found;
    }
}
