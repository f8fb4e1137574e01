using ActorEngine.Contracts;

namespace ActorEngine.Compose.Reading;

/// <summary>Top-level volumes. Compose specification: volumes.</summary>
internal static class VolumeReader
{
    public static ProjectVolume Read(string key, Yaml.Node node, string project)
    {
        var fields = new Fields(node, $"volumes.{key}");
        bool external = ExternalName.Read(fields, out string? externalName);
        var create = new CreateVolume
        {
            Name = fields.Text("name") ?? externalName ?? (external ? key : $"{project}_{key}"),
            Driver = fields.Text("driver") ?? "local",
            Options = fields.Map("driver_opts"),
            Labels = fields.Map("labels"),
        };
        fields.Done();
        return new ProjectVolume(key, create, external);
    }
}
