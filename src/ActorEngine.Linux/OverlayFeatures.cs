namespace ActorEngine.Linux;

/// <summary>Overlay features that would make an upper layer unreadable without its lower ones, where this kernel has them on by default.</summary>
internal static class OverlayFeatures
{
    private static readonly Lazy<IReadOnlyList<(string Key, string Value)>> Found = new(Read);

    /// <summary>Options that switch them off; usually none.</summary>
    public static IReadOnlyList<(string Key, string Value)> SwitchedOff => Found.Value;

    private static List<(string Key, string Value)> Read()
    {
        List<(string, string)> options = [];
        foreach (string feature in (ReadOnlySpan<string>)["redirect_dir", "metacopy", "index"])
        {
            string path = $"/sys/module/overlay/parameters/{feature}";
            if (File.Exists(path) && File.ReadAllText(path).StartsWith('Y')) options.Add((feature, "off"));
        }

        return options;
    }
}
