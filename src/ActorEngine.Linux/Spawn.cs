using System.Runtime.InteropServices;

namespace ActorEngine.Linux;

/// <summary>Starts programs with posix_spawn(3): no fork of the managed heap, no descriptor leaks into the child.</summary>
public static partial class Spawn
{
    private const short SetSignalDefaults = 0x04, SetSignalMask = 0x08, SetProcessGroup = 0x02, SetSession = 0x80;

    /// <summary>
    /// Starts <see cref="SpawnOptions.Program"/>. The child has only the mapped descriptors open, default signal
    /// dispositions and the given mask. Throws <see cref="LinuxException"/> (e.g. ENOENT) when it cannot be executed.
    /// </summary>
    public static unsafe SpawnedProcess Start(SpawnOptions options)
    {
        byte* actions = stackalloc byte[512];
        byte* attributes = stackalloc byte[1024];
        byte* signals = stackalloc byte[SignalSet.Size];
        using var arguments = new NativeStrings(options.Arguments);
        using var environment = new NativeStrings(options.Environment);
        List<FileDescriptor> moved = [];
        ActionsInit(actions);
        AttributesInit(attributes);
        try
        {
            AddDescriptors(actions, options, moved);
            if (options.WorkingDirectory is { } directory)
                Check(AddChangeDirectory(actions, directory), "posix_spawn_file_actions_addchdir_np", directory);

            SignalSet.Fill(signals);
            Check(SetSigDefault(attributes, signals), "posix_spawnattr_setsigdefault");
            SignalSet.Of(signals, options.BlockedSignals);
            Check(SetSigMask(attributes, signals), "posix_spawnattr_setsigmask");
            short flags = SetSignalDefaults | SetSignalMask;
            if (options.NewSession) flags |= SetSession;
            else if (options.NewProcessGroup) flags |= SetProcessGroup;
            Check(SetFlags(attributes, flags), "posix_spawnattr_setflags");

            int error = options.Program.Contains('/')
                ? PosixSpawn(out int pid, options.Program, actions, attributes, arguments.Pointer, environment.Pointer)
                : PosixSpawnPath(out pid, options.Program, actions, attributes, arguments.Pointer, environment.Pointer);
            Check(error, "posix_spawn", options.Program);
            return new SpawnedProcess(pid, Pidfd.Open(pid));
        }
        finally
        {
            ActionsDestroy(actions);
            AttributesDestroy(attributes);
            foreach (FileDescriptor descriptor in moved) descriptor.Dispose();
        }
    }

    private static unsafe void AddDescriptors(byte* actions, SpawnOptions options, List<FileDescriptor> moved)
    {
        int last = 2;
        foreach (DescriptorMapping mapping in options.Descriptors) last = Math.Max(last, mapping.Target);
        Span<bool> given = stackalloc bool[3];
        foreach (DescriptorMapping mapping in options.Descriptors)
        {
            // A source inside the target range could be overwritten by an earlier dup2.
            FileDescriptor source = mapping.Source;
            if (source.Number <= last) moved.Add(source = source.Duplicate(last + 1));
            Check(AddDup2(actions, source.Number, mapping.Target), "posix_spawn_file_actions_adddup2");
            if (mapping.Target < 3) given[mapping.Target] = true;
        }

        for (int number = 0; number < 3; number++)
        {
            if (!given[number] && !options.InheritStandardStreams)
                Check(AddOpen(actions, number, "/dev/null", OpenFlags.ReadWrite, 0), "posix_spawn_file_actions_addopen");
        }

        Check(AddCloseFrom(actions, last + 1), "posix_spawn_file_actions_addclosefrom_np");
    }

    private static void Check(int error, string operation, string? subject = null)
    {
        if (error != 0) throw new LinuxException((Errno)error, operation, subject);
    }

    [LibraryImport(Native.Libc, EntryPoint = "posix_spawn", StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int PosixSpawn(out int pid, string path, byte* actions, byte* attributes, byte** argv, byte** envp);

    [LibraryImport(Native.Libc, EntryPoint = "posix_spawnp", StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int PosixSpawnPath(out int pid, string file, byte* actions, byte* attributes, byte** argv, byte** envp);

    [LibraryImport(Native.Libc, EntryPoint = "posix_spawn_file_actions_init")]
    private static unsafe partial int ActionsInit(byte* actions);

    [LibraryImport(Native.Libc, EntryPoint = "posix_spawn_file_actions_destroy")]
    private static unsafe partial int ActionsDestroy(byte* actions);

    [LibraryImport(Native.Libc, EntryPoint = "posix_spawn_file_actions_adddup2")]
    private static unsafe partial int AddDup2(byte* actions, int source, int target);

    [LibraryImport(Native.Libc, EntryPoint = "posix_spawn_file_actions_addopen", StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int AddOpen(byte* actions, int number, string path, OpenFlags flags, uint mode);

    [LibraryImport(Native.Libc, EntryPoint = "posix_spawn_file_actions_addclosefrom_np")]
    private static unsafe partial int AddCloseFrom(byte* actions, int from);

    [LibraryImport(Native.Libc, EntryPoint = "posix_spawn_file_actions_addchdir_np", StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int AddChangeDirectory(byte* actions, string path);

    [LibraryImport(Native.Libc, EntryPoint = "posix_spawnattr_init")]
    private static unsafe partial int AttributesInit(byte* attributes);

    [LibraryImport(Native.Libc, EntryPoint = "posix_spawnattr_destroy")]
    private static unsafe partial int AttributesDestroy(byte* attributes);

    [LibraryImport(Native.Libc, EntryPoint = "posix_spawnattr_setflags")]
    private static unsafe partial int SetFlags(byte* attributes, short flags);

    [LibraryImport(Native.Libc, EntryPoint = "posix_spawnattr_setsigdefault")]
    private static unsafe partial int SetSigDefault(byte* attributes, byte* set);

    [LibraryImport(Native.Libc, EntryPoint = "posix_spawnattr_setsigmask")]
    private static unsafe partial int SetSigMask(byte* attributes, byte* set);
}
