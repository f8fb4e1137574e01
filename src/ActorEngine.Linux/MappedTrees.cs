using System.Diagnostics;
using System.Globalization;

namespace ActorEngine.Linux;

/// <summary>
/// A user namespace that stands for an <see cref="IdMapping"/> in id-mapped mounts (mount_setattr(2)): through such a mount, files of the container's
/// ids appear as the host's ids that it has. Root of the host has a place there too, past the last id, since the kernel's overlay makes its own
/// directories as root.
/// </summary>
public sealed class MappedTrees : IDisposable
{
    private readonly FileDescriptor space;

    private MappedTrees(FileDescriptor space) => this.space = space;

    /// <summary>Makes the namespace: by a process of its own, which a process with threads cannot be. Bounded by the start of one program.</summary>
    /// <exception cref="LinuxException">The kernel makes no user namespaces, or refuses the mapping.</exception>
    public static async Task<MappedTrees> CreateAsync(IdMapping mapping, CancellationToken cancellation)
    {
        using var holder = new Process
        {
            StartInfo = new ProcessStartInfo("unshare", ["--user", "sh", "-c", "echo ready; read -r _"]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true },
        };
        holder.Start();
        if (await holder.StandardOutput.ReadLineAsync(cancellation).ConfigureAwait(false) != "ready")
            throw new LinuxException(Errno.ENOSYS, "unshare", "user namespace: " + (await holder.StandardError.ReadToEndAsync(cancellation).ConfigureAwait(false)).Trim());
        Write(holder.Id, "uid_map", mapping.User, mapping.Count);
        Write(holder.Id, "gid_map", mapping.Group, mapping.Count);
        var space = FileDescriptor.Open($"/proc/{holder.Id}/ns/user", OpenFlags.ReadOnly);
        holder.StandardInput.Close();
        return new MappedTrees(space);
    }

    /// <summary>A detached, id-mapped copy of the mount at a path.</summary>
    /// <exception cref="LinuxException">The file system or the kernel has no id-mapped mounts (EINVAL, ENOSYS).</exception>
    public FileDescriptor Clone(string path)
    {
        FileDescriptor tree = MountTrees.Clone(path, recursive: false);
        try
        {
            MountTrees.SetIdMap(tree, space);
            return tree;
        }
        catch (LinuxException)
        {
            tree.Dispose();
            throw;
        }
    }

    /// <inheritdoc />
    public void Dispose() => space.Dispose();

    private static void Write(int pid, string file, uint first, uint count)
    {
        using FileDescriptor map = FileDescriptor.Open($"/proc/{pid}/{file}", OpenFlags.WriteOnly);
        map.Write(System.Text.Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"0 {first} {count}\n{count} 0 1\n")));
    }
}
