using ActorEngine.Contracts;

namespace ActorEngine.Cli.Values;

/// <summary><c>--tmpfs PATH[:OPTIONS]</c>; options as mount(8) takes them.</summary>
internal static class TmpfsSyntax
{
    /// <exception cref="FormatException">The message says what was expected.</exception>
    public static MountSettings Parse(string text)
    {
        int colon = text.IndexOf(':');
        string target = colon < 0 ? text : text[..colon];
        if (!target.StartsWith('/')) throw new FormatException($"'{target}' is not an absolute path in the container; write /PATH[:OPTIONS].");
        var mount = new MountSettings(MountKind.Tmpfs, target);
        var rest = new List<string>();
        foreach (string option in colon < 0 ? [] : text[(colon + 1)..].Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            if (option.StartsWith("size=", StringComparison.Ordinal) && !option.EndsWith('%')) mount = mount with { TmpfsSize = Sizes.Parse(option[5..]) };
            else if (option.StartsWith("mode=", StringComparison.Ordinal)) mount = mount with { TmpfsMode = option[5..] };
            else if (option == "ro") mount = mount with { ReadOnly = true };
            else rest.Add(option);
        }

        mount = mount with { Short = colon < 0 ? "" : text[(colon + 1)..] };
        return rest.Count == 0 ? mount : mount with { Options = rest };
    }
}
