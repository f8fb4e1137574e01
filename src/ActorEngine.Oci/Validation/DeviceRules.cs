using System.Globalization;
using ActorEngine.Contracts;
using ActorEngine.Oci.Spec;

namespace ActorEngine.Oci;

/// <summary>What devices are refused, and the reading of device rules.</summary>
internal static class DeviceRules
{
    private const string Field = "deviceRules";

    public static void Check(ContainerSettings settings)
    {
        foreach (DeviceSettings device in settings.Devices)
        {
            if (!device.HostPath.StartsWith('/')) throw SettingsException.Invalid("devices", $"\"{device.HostPath}\" is not an absolute path; give a device node such as /dev/fuse.");
            if (device.ContainerPath.Length > 0 && device.ContainerPath[0] != '/') throw SettingsException.Invalid("devices", $"\"{device.ContainerPath}\" is not an absolute path in the container.");
            if (!IsAccess(device.Permissions)) throw SettingsException.Invalid("devices", $"invalid device mode \"{device.Permissions}\" for {device.HostPath}: some of r, w and m.");
        }

        foreach (string rule in settings.DeviceRules) Parse(rule);
    }

    /// <summary>TYPE MAJOR:MINOR ACCESS, as Docker has it.</summary>
    public static DeviceRuleSpec Parse(string rule)
    {
        if (rule.Split(' ') is not [("a" or "b" or "c") and var type, var numbers, var access] || numbers.Split(':') is not [var major, var minor] || !IsAccess(access))
            throw Malformed(rule);
        return new DeviceRuleSpec(true, access) { Type = type, Major = Number(major, rule), Minor = Number(minor, rule) };
    }

    private static long? Number(string text, string rule) =>
        text == "*" ? null : uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out uint number) ? number : throw Malformed(rule);

    private static bool IsAccess(string text) =>
        text.Length > 0 && text.All(letter => letter is 'r' or 'w' or 'm') && text.Distinct().Count() == text.Length;

    private static SettingsException Malformed(string rule) =>
        SettingsException.Invalid(Field, $"invalid device cgroup format '{rule}': write its type (a, b or c), MAJOR:MINOR (numbers or *) and some of r, w and m, such as 'c 10:229 rwm'.");
}
