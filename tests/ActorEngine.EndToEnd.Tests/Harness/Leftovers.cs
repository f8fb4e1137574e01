namespace ActorEngine.EndToEnd.Tests.Harness;

/// <summary>Removes what an engine under test left behind, so that a second run starts clean.</summary>
internal static class Leftovers
{
    public static async Task Remove(string folder, string state)
    {
        await RemoveNetworks(Path.Combine(state, "engine-id"));
        foreach (var beside in (string[])["dns", "gateway"])
            if (Path.Combine(folder, "run", beside, "pid") is var note && File.Exists(note))
                await Command.Run("kill", "-KILL", File.ReadAllText(note).Split(' ')[0]);
        foreach (var mount in Mounts(folder))
            await Command.Run("umount", "-l", mount);
        foreach (var hierarchy in Directory.GetDirectories("/sys/fs/cgroup"))
            RemoveCgroup(Path.Combine(hierarchy, Path.GetFileName(folder)));
        RemoveCgroup(Path.Combine("/sys/fs/cgroup", Path.GetFileName(folder)));
        Directory.Delete(folder, recursive: true);
    }

    // Bridges and rules outlive the daemon, as they must.
    private static async Task RemoveNetworks(string idFile)
    {
        if (!File.Exists(idFile))
            return;
        var digits = string.Concat(File.ReadAllText(idFile).Where(char.IsAsciiHexDigit));
        foreach (var link in Directory.GetFileSystemEntries("/sys/class/net").Select(Path.GetFileName).Where(name => name!.StartsWith($"ae{digits[..5]}-", StringComparison.Ordinal)))
            await Command.Run("ip", "link", "delete", link!);
        await Command.Run("nft", "delete", "table", "inet", "actorengine_" + digits);
    }

    public static IReadOnlyList<string> Mounts(string folder) =>
        [.. File.ReadAllLines("/proc/self/mountinfo").Select(line => line.Split(' ')[4]).Where(path => path.StartsWith(folder, StringComparison.Ordinal)).Reverse()];

    /// <summary>Processes that run in cgroups below the engine's own.</summary>
    public static IReadOnlyList<string> Cgroups(string folder) =>
        [.. Directory.GetDirectories("/sys/fs/cgroup").Select(h => Path.Combine(h, Path.GetFileName(folder))).Where(Directory.Exists)
            .SelectMany(Directory.GetDirectories)];

    private static void RemoveCgroup(string path)
    {
        if (!Directory.Exists(path))
            return;
        foreach (var child in Directory.GetDirectories(path))
            RemoveCgroup(child);
        // cgroupfs removes a group by rmdir although it lists files.
        using var rmdir = System.Diagnostics.Process.Start("rmdir", [path]);
        rmdir.WaitForExit();
    }
}
