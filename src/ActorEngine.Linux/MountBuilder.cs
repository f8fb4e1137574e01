using System.Runtime.InteropServices;
using System.Text;

namespace ActorEngine.Linux;

/// <summary>
/// Makes a new file-system instance and mounts it: fsopen(2), fsconfig(2), fsmount(2), move_mount(2). Options have no
/// 4 KB limit; for overlay give each lower layer as its own <c>lowerdir+</c>, topmost first.
/// </summary>
public sealed partial class MountBuilder : IDisposable
{
    private const uint SetFlagCommand = 0, SetStringCommand = 1, SetPathFdCommand = 5, CreateCommand = 6;

    private readonly FileDescriptor context;
    private readonly string type;

    /// <summary>fsopen(2) for a type, e.g. <c>overlay</c> or <c>tmpfs</c>.</summary>
    public MountBuilder(string type)
    {
        this.type = type;
        context = new FileDescriptor(Native.Check(FsOpen(type, 1), "fsopen", type));
    }

    /// <summary>Adds <c>key=value</c>.</summary>
    public MountBuilder Set(string key, string value)
    {
        Check(FsConfig(context, SetStringCommand, key, value, 0), key);
        return this;
    }

    /// <summary>Adds an option without a value.</summary>
    public MountBuilder SetFlag(string key)
    {
        Check(FsConfig(context, SetFlagCommand, key, null, 0), key);
        return this;
    }

    /// <summary>Adds an option whose value is an open file (kernels that take descriptors for the option).</summary>
    public MountBuilder Set(string key, FileDescriptor file)
    {
        Check(FsConfig(context, SetPathFdCommand, key, null, file.Number), key);
        GC.KeepAlive(file);
        return this;
    }

    /// <summary>Creates the instance, detached: a descriptor of its root directory.</summary>
    public FileDescriptor Create(MountAttributes attributes = MountAttributes.None)
    {
        Check(FsConfig(context, CreateCommand, null, null, 0), "create");
        return new FileDescriptor(Native.Check(FsMount(context, 1, attributes), "fsmount", type));
    }

    /// <summary>Creates the instance and mounts it on a directory.</summary>
    public void MountOn(string target, MountAttributes attributes = MountAttributes.None)
    {
        using FileDescriptor root = Create(attributes);
        MountTrees.Attach(root, target);
    }

    /// <inheritdoc />
    public void Dispose() => context.Dispose();

    private void Check(int result, string key)
    {
        if (result < 0) throw new LinuxException(Native.LastError, "fsconfig", $"{type}: {key}{Messages()}");
    }

    // The context keeps the kernel's own words about what was wrong, one message per read.
    private string Messages()
    {
        var text = new StringBuilder();
        Span<byte> buffer = stackalloc byte[1024];
        for (int count; (count = context.TryRead(buffer)) > 0;)
            text.Append(" (").Append(Encoding.UTF8.GetString(buffer[..count]).TrimEnd()).Append(')');
        return text.ToString();
    }

    [LibraryImport(Native.Libc, EntryPoint = "fsopen", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int FsOpen(string type, uint flags);

    [LibraryImport(Native.Libc, EntryPoint = "fsconfig", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int FsConfig(FileDescriptor context, uint command, string? key, string? value, int auxiliary);

    [LibraryImport(Native.Libc, EntryPoint = "fsmount", SetLastError = true)]
    private static partial int FsMount(FileDescriptor context, uint flags, MountAttributes attributes);
}
