using System.Globalization;
using ActorEngine.Contracts;

namespace ActorEngine.Gateway.Containers;

/// <summary>HostConfig.Tmpfs: options as mount(8) takes them, by their paths.</summary>
internal static class TmpfsSyntax
{
    public static MountSettings Of(string target, string options)
    {
        var mount = new MountSettings(MountKind.Tmpfs, target) { Short = options };
        List<string> rest = [];
        foreach (string option in options.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            if (option.StartsWith("size=", StringComparison.Ordinal) && Size(option[5..]) is { } size) mount = mount with { TmpfsSize = size };
            else if (option.StartsWith("mode=", StringComparison.Ordinal)) mount = mount with { TmpfsMode = option[5..] };
            else if (option == "ro") mount = mount with { ReadOnly = true };
            else if (option != "rw") rest.Add(option);
        }

        return mount with { Options = rest };
    }

    // Other forms, such as percentages, the kernel reads itself.
    private static long? Size(string text)
    {
        int shift = char.ToLowerInvariant(text.Length > 0 ? text[^1] : '0') switch { 'k' => 10, 'm' => 20, 'g' => 30, _ => 0 };
        return long.TryParse(shift == 0 ? text : text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out long number) && number <= long.MaxValue >> shift ? number << shift : null;
    }
}
