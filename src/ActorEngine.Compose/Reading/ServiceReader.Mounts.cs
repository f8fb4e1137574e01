using ActorEngine.Cli.Values;
using ActorEngine.Compose.Yaml;
using ActorEngine.Contracts;

namespace ActorEngine.Compose.Reading;

internal sealed partial class ServiceReader
{
    private ContainerSettings Mounted(ContainerSettings settings, out IReadOnlyList<ProjectFile> files)
    {
        var mounts = new List<MountSettings>();
        var contents = new List<ProjectFile>();
        int number = 0;
        foreach (var item in fields.Items("volumes"))
        {
            string attribute = $"volumes[{number++}]";
            var mount = item is TextNode text ? fields.Parse(attribute, item, text.Text, VolumeSyntax.Parse) : MountReader.Read(new Fields(item, $"{fields.Path}.{attribute}"));
            mounts.Add(mount is { Kind: MountKind.Volume, Source.Length: > 0 } ? Named(mount, attribute, item) : mount);
        }

        mounts.AddRange(fields.Each("tmpfs", TmpfsSyntax.Parse));
        Files("secrets", scope.Secrets, "/run/secrets/", mounts, contents);
        Files("configs", scope.Configs, "/", mounts, contents);
        files = contents;
        return settings with { Mounts = mounts, VolumesFrom = [.. fields.Words("volumes_from").Select(From)] };
    }

    private MountSettings Named(MountSettings mount, string attribute, Node node) => scope.Volumes.TryGetValue(mount.Source, out var volume)
        ? mount with { Source = volume.Create.Name! }
        : throw fields.Wrong(attribute, node, $"there is no volume '{mount.Source}'; name it under volumes at the top");

    private string From(string text)
    {
        if (text.StartsWith("container:", StringComparison.Ordinal)) return text[10..];
        string[] parts = text.Split(':');
        string service = Known("volumes_from", parts[0]);
        Depend(service, DependencyCondition.Started);
        return string.Join(':', [scope.FirstContainer(service), .. parts[1..]]);
    }

    private void Files(string attribute, IReadOnlyDictionary<string, FileSource> sources, string directory, List<MountSettings> mounts, List<ProjectFile> contents)
    {
        int number = 0;
        foreach (var item in fields.Items(attribute))
        {
            var inner = new Fields(item is TextNode text ? new MapNode(item.Place, [new Entry("source", item.Place, text)]) : item, $"{fields.Path}.{attribute}[{number++}]");
            string key = inner.Text("source") ?? throw inner.Wrong("", item, "'source' is missing");
            string target = inner.Text("target") ?? key, mode = inner.ParsedClass("mode", Scalars.Mode) ?? "0444";
            if (inner.Text("uid") is { } uid and not "0" || inner.Text("gid") is { } gid and not "0") scope.Warnings.Add($"{inner.Place}: {inner.Path}: uid and gid are ignored; the file belongs to whom it belongs on the host.");
            inner.Done();
            if (!sources.TryGetValue(key, out var source)) throw fields.Wrong(attribute, item, $"'{key}' is not known; name it under {attribute} at the top");
            if (!target.StartsWith('/')) target = directory + target;
            if (source.Path is { } path) mounts.Add(new MountSettings(MountKind.Bind, target) { Source = path, ReadOnly = true });
            else contents.Add(new ProjectFile(target, source.Content!) { Mode = mode });
        }
    }
}
