namespace ActorEngine.EndToEnd.Tests.Harness;

/// <summary>What a process costs.</summary>
internal static class Memory
{
    /// <summary>KiB that are the process's own.</summary>
    public static long Own(int pid) => long.Parse(File.ReadLines($"/proc/{pid}/status").First(line => line.StartsWith("RssAnon:", StringComparison.Ordinal)).Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1]);
}
