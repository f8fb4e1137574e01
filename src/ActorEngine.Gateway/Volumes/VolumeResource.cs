using ActorEngine.Contracts;
using ActorEngine.Shapes;

namespace ActorEngine.Gateway.Volumes;

/// <summary>Volumes as the API shows them.</summary>
internal static class VolumeResource
{
    public static Fields Of(VolumeInspection volume) => VolumeShape.Of(volume);

    /// <summary>An entry of the disk's usage.</summary>
    public static Fields Of(VolumeInspection volume, VolumeUsage usage)
    {
        var fields = VolumeShape.Of(volume);
        fields["UsageData"] = new Fields { ["Size"] = usage.Size, ["RefCount"] = usage.Links };
        return fields;
    }
}
