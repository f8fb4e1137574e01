using ActorEngine.Contracts;
using ActorEngine.Linux;
using ActorEngine.Oci;

namespace ActorEngine.Lifecycle;

/// <summary>What the machine has and the journal does not: told, then removed.</summary>
internal sealed partial class LinuxContainerHost
{
    public async Task<IReadOnlyList<string>> SweepAsync(Func<ContainerId, bool> isKnown, CancellationToken cancellation)
    {
        List<string> findings = [];
        HashSet<string> strangers = [.. Strangers(services.Settings.RunDirectory, isKnown), .. Strangers(services.Settings.StateDirectory, isKnown)];
        foreach (RuntimeInfo info in services.Runtimes.Describe())
        {
            if (services.Runtimes.Find(info.Name).Value is not { } runtime || !Directory.Exists(runtime.StateRoot)) continue;
            foreach (string entry in Directory.EnumerateDirectories(runtime.StateRoot))
            {
                var id = new ContainerId(Path.GetFileName(entry));
                if (!IsId(id.Value) || isKnown(id)) continue;
                strangers.Add(id.Value);
                await RuntimeProcess.RunAsync(runtime.Delete(id, "/dev/null"), services.Settings.OperationTimeout, cancellation, runtime.HiddenMount).ConfigureAwait(false);
            }
        }

        // A control group alone says nothing: another engine on this machine may have the same parent.
        foreach (string id in strangers)
        {
            findings.Add($"Container {id[..12]} was found on the machine but not in the journal; what was left of it is removed.");
            var state = new ContainerState { Id = new ContainerId(id), Name = id };
            KillShim(PathsOf(state.Id).RunDirectory);
            await TearDownAsync(new TearDownOrder(state, null), cancellation).ConfigureAwait(false);
            await ForgetAsync(state, null, cancellation).ConfigureAwait(false);
            await EraseAsync(state.Id, cancellation).ConfigureAwait(false);
        }

        foreach (string stage in Stages(services.Settings.RunDirectory).Where(stage => !IsId(Path.GetFileName(stage)) || !isKnown(new ContainerId(Path.GetFileName(stage))))) MountStage.Clear(stage);
        return findings;
    }

    // Of containers that are gone, and of those who looked into one when the daemon ended.
    private static string[] Stages(string directory)
    {
        string stages = Path.Combine(directory, "mounts");
        return Directory.Exists(stages) ? Directory.GetDirectories(stages) : [];
    }

    public Task<IReadOnlyList<ContainerId>> ListAsync(CancellationToken cancellation) => Task.FromResult<IReadOnlyList<ContainerId>>(
        [.. Strangers(services.Settings.StateDirectory, _ => false).Union(Strangers(services.Settings.RunDirectory, _ => false)).Select(id => new ContainerId(id))]);

    private static IEnumerable<string> Strangers(string directory, Func<ContainerId, bool> isKnown)
    {
        string containers = Path.Combine(directory, "containers");
        if (!Directory.Exists(containers)) return [];
        return Directory.EnumerateDirectories(containers).Select(path => Path.GetFileName(path)!).Where(name => IsId(name) && !isKnown(new ContainerId(name)));
    }

    private static void KillShim(string runDirectory)
    {
        if (Directory.Exists(runDirectory) && Shim.Client.ShimProcess.Read(runDirectory) is { IsAlive: true } shim) shim.Kill();
    }

    private static bool IsId(string name) => name.Length == 64 && name.All(char.IsAsciiHexDigitLower);
}
