using ActorEngine.Contracts;

namespace ActorEngine.Oci;

/// <summary>What limits of block devices are refused, with Docker's bounds.</summary>
internal static class BlockIoRules
{
    public static void Check(ResourceLimits limits)
    {
        if (limits.BlkioWeight is { } weight and not 0 and (< 10 or > 1000))
            throw SettingsException.Invalid("resources.blkioWeight", $"Range of blkio weight is from 10 to 1000, got {weight}.");
        CheckDevices(limits.BlkioWeightDevices, "resources.blkioWeightDevices", (10, 1000));
        CheckDevices(limits.DeviceReadBps, "resources.deviceReadBps", null);
        CheckDevices(limits.DeviceWriteBps, "resources.deviceWriteBps", null);
        CheckDevices(limits.DeviceReadIops, "resources.deviceReadIops", null);
        CheckDevices(limits.DeviceWriteIops, "resources.deviceWriteIops", null);
    }

    private static void CheckDevices(IReadOnlyList<DeviceLimit>? limits, string field, (int Least, int Most)? range)
    {
        foreach (DeviceLimit limit in limits ?? [])
        {
            if (!limit.Path.StartsWith('/')) throw SettingsException.Invalid(field, $"\"{limit.Path}\" is not an absolute path; give a block device such as /dev/sda.");
            if (limit.Value < 0) throw SettingsException.Invalid(field, $"The limit of {limit.Path} cannot be negative; 0 is unlimited.");
            if (range is var (least, most) && limit.Value != 0 && (limit.Value < least || limit.Value > most))
                throw SettingsException.Invalid(field, $"Range of the weight of {limit.Path} is from {least} to {most}, got {limit.Value}.");
        }
    }
}
