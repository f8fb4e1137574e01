using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using ActorEngine.Contracts;
using ActorEngine.Linux;

namespace ActorEngine.Oci;

/// <summary>
/// Tries a runtime on this host, with the real default bundle over an empty root: it works when all it has to complain of is the
/// program that is not there. Answers are remembered per binary (path, size, time), boot and cgroup mode.
/// </summary>
internal sealed partial class RuntimeProbe(RuntimeSettings settings, HostFacts host)
{
    private const string Program = "/actorengine-probe";

    // crun raises this limit before it loads a device filter, and gives up where it may not.
    private const string MemoryLock = "RLIM_MEMLOCK";

    // crun 1.8 refuses hosts that have control groups of both versions; where it sees only version 1 it works.
    private const string HybridMode = "hybrid control groups";

    public RuntimeFinding? Recall(string path)
    {
        try
        {
            byte[] text = File.ReadAllBytes(CachePath(path));
            return JsonSerializer.Deserialize(text, ProbeJson.Default.RememberedProbe) is { } remembered && remembered.Key == KeyOf(path) ? remembered.Finding : null;
        }
        catch (Exception missing) when (missing is IOException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Takes away what daemons left that were killed in the middle of a probe: their control groups, and directories of the cache, which is this engine's alone.</summary>
    public void Sweep()
    {
        ProbeGroups.Sweep(host.Cgroups);
        if (!Directory.Exists(settings.CacheDirectory)) return;
        foreach (string directory in Directory.EnumerateDirectories(settings.CacheDirectory, "probe-*")) TreeRemoval.Remove(directory);
    }

    public async Task<RuntimeFinding> RunAsync(RuntimeCandidate candidate, CancellationToken cancellation)
    {
        string directory = Path.Combine(settings.CacheDirectory, "probe-" + Guid.NewGuid().ToString("N"));
        try
        {
            RuntimeFinding finding = await TryAsync(candidate, directory, await VersionAsync(candidate, cancellation).ConfigureAwait(false), cancellation).ConfigureAwait(false);
            Directory.CreateDirectory(settings.CacheDirectory);
            DurableFile.Replace(CachePath(candidate.Path), JsonSerializer.SerializeToUtf8Bytes(new RememberedProbe(KeyOf(candidate.Path), finding), ProbeJson.Default.RememberedProbe), 0x180);
            return finding;
        }
        catch (Exception failed) when (failed is IOException or TimeoutException or System.ComponentModel.Win32Exception)
        {
            // Not remembered: a busy machine or a full disk may be better next time.
            return new RuntimeFinding("", "the probe failed: " + failed.Message);
        }
        finally
        {
            if (Directory.Exists(directory)) Directory.Delete(directory, recursive: true);
        }
    }

    // As it is, then without what it is known to stumble over.
    private async Task<RuntimeFinding> TryAsync(RuntimeCandidate candidate, string directory, RuntimeFinding finding, CancellationToken cancellation)
    {
        Task<string> Run(string name) => TryRunAsync(candidate, Path.Combine(directory, name), finding, cancellation);
        string note = await Run("1").ConfigureAwait(false);
        if (note.Contains(HybridMode, StringComparison.Ordinal) && host.Cgroups.UnifiedMount is { } unified)
        {
            finding = finding with { HiddenMount = unified };
            note = await Run("2").ConfigureAwait(false);
        }

        if (note.Contains(MemoryLock, StringComparison.Ordinal))
        {
            finding = finding with { DeviceRules = false };
            note = await Run("3").ConfigureAwait(false);
        }

        return finding with { Note = note };
    }

    private async Task<string> TryRunAsync(RuntimeCandidate candidate, string directory, RuntimeFinding finding, CancellationToken cancellation)
    {
        ContainerId id = ContainerId.New();
        string parent = ProbeGroups.Next();
        var paths = new BundlePaths(directory, Path.Combine(directory, "rootfs"), directory);
        Directory.CreateDirectory(paths.Rootfs);
        var request = new BundleRequest
        {
            Id = id,
            Settings = new ContainerSettings { Image = new ImageReference("probe"), Command = [Program], Resources = new ResourceLimits { Memory = 64 << 20, PidsLimit = 16 } },
            Image = new ImageConfiguration(),
            Host = host,
            Paths = paths,
            DeviceRules = finding.DeviceRules,
            SeccompProgram = finding.TakesSeccompProgram,
            Defaults = new BundleDefaults { CgroupParent = parent, Seccomp = "native" },
        };
        if (!BundleWriter.Prepare(request).TryGet(out _, out Fault? fault)) return fault.Message;
        var runtime = new OciRuntime(candidate.Name, candidate.Path, Path.Combine(directory, "state")) { Arguments = candidate.Definition.Arguments };
        string log = Path.Combine(directory, "log");
        RuntimeOutput output;
        try
        {
            output = await RuntimeProcess.RunAsync(runtime.Run(id, directory, Path.Combine(directory, "pid"), log), settings.ProbeTimeout, cancellation, finding.HiddenMount).ConfigureAwait(false);
            await RuntimeProcess.RunAsync(runtime.Delete(id, log + ".delete"), settings.ProbeTimeout, cancellation, finding.HiddenMount).ConfigureAwait(false);
        }
        finally
        {
            ProbeGroups.Remove(host.Cgroups, parent);
        }

        Fault answer = RuntimeErrors.ToFault(output.ExitCode, (File.Exists(log) ? await File.ReadAllTextAsync(log, cancellation).ConfigureAwait(false) : "") + "\n" + output.Errors);
        return answer.ExitCode == 127 ? "" : answer.Message;
    }

    private async Task<RuntimeFinding> VersionAsync(RuntimeCandidate candidate, CancellationToken cancellation)
    {
        RuntimeOutput output = await RuntimeProcess.RunAsync([candidate.Path, "--version"], settings.ProbeTimeout, cancellation).ConfigureAwait(false);
        return new RuntimeFinding(ParseVersion(output.Output), "") { TakesSeccompProgram = ReadsSeccompProgram(output.Output) };
    }

    /// <summary>The number in "runc version 1.1.5+ds1" and "crun version 1.8.1".</summary>
    internal static string ParseVersion(string text) => VersionNumber().Match(text).Groups["number"].Value;

    /// <summary>crun reads a filter from an annotation since 1.0.</summary>
    internal static bool ReadsSeccompProgram(string versionText) =>
        versionText.StartsWith("crun version ", StringComparison.Ordinal) && !ParseVersion(versionText).StartsWith("0.", StringComparison.Ordinal);

    private string KeyOf(string path)
    {
        FileStatus? status = FileStat.Of(path, followLinks: true);
        string boot = File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim();
        return string.Create(CultureInfo.InvariantCulture, $"2|{path}|{status?.Size}|{status?.Modified}|{boot}|{host.Cgroups.Mode}");
    }

    private string CachePath(string path) => Path.Combine(settings.CacheDirectory, "runtime" + path.Replace('/', '-') + ".json");

    [GeneratedRegex(@"(?:version\s+)?v?(?<number>\d+\.\d+(?:\.\d+)?[^\s]*)")]
    private static partial Regex VersionNumber();
}

/// <summary>A finding with what it holds for.</summary>
internal sealed record RememberedProbe(string Key, RuntimeFinding Finding);

[JsonSerializable(typeof(RememberedProbe))]
internal sealed partial class ProbeJson : JsonSerializerContext;
