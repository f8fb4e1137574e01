using System.Text;
using ActorEngine.Contracts;
using ActorEngine.Linux;

namespace ActorEngine.Builder;

/// <summary>The mounts of one RUN, ready for its container; what they hold is given back by disposing.</summary>
internal sealed class RunMounts : IDisposable
{
    private readonly List<MountSettings> settings = [];
    private readonly List<IDisposable> held = [];
    private readonly List<string> mounted = [], variables = [];
    private readonly Dictionary<string, string> variableFiles = [];

    /// <summary>For the container's settings.</summary>
    public IReadOnlyList<MountSettings> Settings => settings;

    /// <summary>Files of secrets that are variables, by the variables' names.</summary>
    public IReadOnlyDictionary<string, string> EnvironmentFiles => variableFiles;

    /// <summary>Where agents listen.</summary>
    public IReadOnlyList<string> Environment => variables;

    /// <summary>Paths that have to be there; true for directories.</summary>
    public IEnumerable<(string Path, bool IsDirectory)> Targets =>
        settings.Select(mount => (mount.Target, mount.Kind == MountKind.Tmpfs || Directory.Exists(mount.Source)));

    /// <param name="sources">Prepared snapshots of the steps that mounts come from.</param>
    public static async Task<RunMounts> PrepareAsync(BuildSetting build, RunStep step, ContextTree? context, IReadOnlyDictionary<int, SnapshotPrepared> sources, CancellationToken cancellation)
    {
        var mounts = new RunMounts();
        try
        {
            foreach (RunMount mount in step.Mounts) await mounts.AddAsync(build, mount, context, sources, cancellation).ConfigureAwait(false);
            if (step.Script is { } script) mounts.AddScript(build, script);
            return mounts;
        }
        catch
        {
            mounts.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        foreach (IDisposable one in held) one.Dispose();
        held.Clear();
        foreach (string directory in mounted) OverlayMount.Unmount(directory);
        mounted.Clear();
    }

    private async Task AddAsync(BuildSetting build, RunMount mount, ContextTree? context, IReadOnlyDictionary<int, SnapshotPrepared> sources, CancellationToken cancellation)
    {
        switch (mount.Kind)
        {
            case RunMountKind.Tmpfs:
                settings.Add(new MountSettings(MountKind.Tmpfs, mount.Target) { TmpfsSize = mount.Size });
                break;
            case RunMountKind.Bind:
                settings.Add(new MountSettings(MountKind.Bind, mount.Target) { Source = Origin(build, mount, context, sources), ReadOnly = mount.ReadOnly });
                break;
            case RunMountKind.Cache:
                CacheDirectory cache = await build.Tools.CacheMounts.TakeAsync(mount, directory => Seed(build, mount, directory, context, sources), cancellation).ConfigureAwait(false);
                held.Add(cache);
                settings.Add(new MountSettings(MountKind.Bind, mount.Target) { Source = cache.Path, ReadOnly = mount.ReadOnly });
                break;
            case RunMountKind.Secret:
                AddSecret(build, mount);
                break;
            default:
                AddAgent(build, mount);
                break;
        }
    }

    private string Origin(BuildSetting build, RunMount mount, ContextTree? context, IReadOnlyDictionary<int, SnapshotPrepared> sources)
    {
        string top;
        switch (mount.From)
        {
            case FileOrigin.Step origin:
                top = NewDirectory(build);
                SnapshotPrepared snapshot = sources[origin.Id];
                OverlayMount.Mount(mount.ReadOnly ? new OverlayLayers([snapshot.Upper, .. snapshot.Lower], null, null) : new OverlayLayers(snapshot.Lower, snapshot.Upper, snapshot.Work) { Volatile = true }, top);
                mounted.Add(top);
                break;
            case FileOrigin.Context when context is not null && mount.ReadOnly:
                top = context.Directory;
                break;
            case FileOrigin.Context when context is not null:
                // What the run writes there goes with the run.
                top = NewDirectory(build);
                string upper = NewDirectory(build), work = NewDirectory(build);
                OverlayMount.Mount(new OverlayLayers([context.Directory], upper, work) { Volatile = true }, top);
                mounted.Add(top);
                break;
            default:
                top = NewDirectory(build);
                break;
        }

        using OpenTree tree = OpenTree.Open(top);
        return tree.RealPath(mount.Source) ?? throw new BuildException(FaultCode.NotFound, $"\"/{mount.Source.TrimStart('/')}\": not found");
    }

    private void Seed(BuildSetting build, RunMount mount, string directory, ContextTree? context, IReadOnlyDictionary<int, SnapshotPrepared> sources)
    {
        if (mount.From is null) return;
        string origin = Origin(build, mount with { ReadOnly = true }, context, sources);
        using FileDescriptor from = FileDescriptor.Open(origin, OpenFlags.ReadOnly | OpenFlags.Directory), to = FileDescriptor.Open(directory, OpenFlags.ReadOnly | OpenFlags.Directory);
        new TreeCopier(null, null, PathPatterns.None, CancellationToken.None).CopyContent(from, to, "");
    }

    private void AddSecret(BuildSetting build, RunMount mount)
    {
        BuildSecret? secret = build.Request.Secrets.FirstOrDefault(secret => secret.Id == mount.Id);
        if (secret is null)
        {
            if (mount.Required) throw new BuildException(new Fault(FaultCode.NotFound, $"secret {mount.Id}: not found; give it with --secret id={mount.Id},src=FILE") { Field = "secrets" });
            return;
        }

        if (mount.Variable is { } name) variableFiles[name] = WriteFile(build, secret.Value, 0x100, 0, 0);
        if (mount.Target.Length == 0) return;
        string file = WriteFile(build, secret.Value, (uint)(mount.Mode ?? 0x100), (uint)mount.UserId, (uint)mount.GroupId);
        settings.Add(new MountSettings(MountKind.Bind, mount.Target) { Source = file, ReadOnly = true });
    }

    private void AddAgent(BuildSetting build, RunMount mount)
    {
        if (!build.Request.SshAgents.Contains(mount.Id))
        {
            if (mount.Required) throw new BuildException(new Fault(FaultCode.NotFound, $"ssh agent {mount.Id}: not found; give it with --ssh {mount.Id}") { Field = "sshAgents" });
            return;
        }

        string target = mount.Target.Length > 0 ? mount.Target : $"/run/buildkit/ssh_agent.{held.OfType<AgentSocket>().Count()}";
        Directory.CreateDirectory(build.Secrets);
        var socket = new AgentSocket(Path.Combine(build.Secrets, Guid.NewGuid().ToString("n")[..8]), mount, (message, cancel) => build.Client.AskAgentAsync(mount.Id, message, cancel));
        held.Add(socket);
        settings.Add(new MountSettings(MountKind.Bind, target) { Source = socket.Path });
        variables.Add("SSH_AUTH_SOCK=" + target);
    }

    private void AddScript(BuildSetting build, InlineFile script)
    {
        string file = WriteFile(build, Encoding.UTF8.GetBytes(script.Content), 0x1ed, 0, 0);
        settings.Add(new MountSettings(MountKind.Bind, script.Path) { Source = file, ReadOnly = true });
    }

    private string WriteFile(BuildSetting build, byte[] content, uint mode, uint user, uint group)
    {
        Directory.CreateDirectory(build.Secrets, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        string path = Path.Combine(build.Secrets, Guid.NewGuid().ToString("n"));
        using (FileDescriptor file = FileDescriptor.Open(path, OpenFlags.WriteOnly | OpenFlags.Create | OpenFlags.Exclusive, 0x180))
        {
            file.WriteAll(content);
            FileOwnership.SetMode(file, mode);
        }

        FileOwnership.SetOwner(FileDescriptor.CurrentDirectory, path, user, group);
        FileOwnership.SetMode(FileDescriptor.CurrentDirectory, path, mode);
        held.Add(new TemporaryFile(path));
        return path;
    }

    private static string NewDirectory(BuildSetting build)
    {
        string path = Path.Combine(build.Directory, "mounts", Guid.NewGuid().ToString("n"));
        Directory.CreateDirectory(path);
        return path;
    }

    private sealed class TemporaryFile(string path) : IDisposable
    {
        public void Dispose() => File.Delete(path);
    }
}
