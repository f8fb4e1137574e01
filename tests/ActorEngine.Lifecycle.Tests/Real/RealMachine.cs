using System.Text;
using ActorEngine.Contracts;

namespace ActorEngine.Lifecycle.Tests;

/// <summary>What tests on the real machine need.</summary>
internal static class RealMachine
{
    public static string ShimPath { get; } = Path.Combine(Checkout.Root, "out/bin/actor-shim");

    public static string? Missing() =>
        Linux.ProcessControl.EffectiveUserId != 0 ? "needs root"
        : !File.Exists(ShimPath) ? "needs out/bin/actor-shim (deploy/up builds it)"
        : !File.Exists("/bin/busybox") ? "needs /bin/busybox (package busybox-static)"
        : !File.Exists("/usr/sbin/runc") && !File.Exists("/usr/bin/runc") ? "needs runc"
        : null;

    /// <summary>A root file system with busybox and its names.</summary>
    public static string RootFileSystem()
    {
        string root = Path.Combine(Path.GetTempPath(), "lifecycle-root");
        string bin = Path.Combine(root, "bin");
        if (Directory.Exists(bin) || Missing() is not null) return root;
        foreach (string name in (string[])["proc", "sys", "dev", "etc", "tmp"]) Directory.CreateDirectory(Path.Combine(root, name));
        Directory.CreateDirectory(bin);
        File.Copy("/bin/busybox", Path.Combine(bin, "busybox"));
        foreach (string name in (string[])["sh", "sleep", "echo", "true", "cat", "ls"]) File.CreateSymbolicLink(Path.Combine(bin, name), "busybox");
        return root;
    }

    public static (string Output, int Code) ReadAll(IStdioChannel stdio) => ReadAllAsync(stdio).GetAwaiter().GetResult();

    private static async Task<(string, int)> ReadAllAsync(IStdioChannel stdio)
    {
        var output = new StringBuilder();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await foreach (StdioChunk chunk in stdio.ReadOutputAsync(patience.Token)) output.Append(Encoding.UTF8.GetString(chunk.Data.Span));
        return (output.ToString(), (await stdio.Exit).Code);
    }
}

/// <summary>A test on the real machine; skipped with the reason printed where something is missing.</summary>
public sealed class RealMachineFactAttribute : FactAttribute
{
    public RealMachineFactAttribute() => Skip = RealMachine.Missing();
}
