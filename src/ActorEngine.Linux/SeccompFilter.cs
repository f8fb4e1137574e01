using System.Runtime.InteropServices;

namespace ActorEngine.Linux;

/// <summary>A comparison of a system call's argument; the numbers are libseccomp's (seccomp_rule_add(3)).</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct SeccompComparison(uint Argument, int Operator, ulong Value, ulong SecondValue);

/// <summary>Builds a seccomp filter program with the system's libseccomp. The library is looked for at first use.</summary>
public sealed unsafe partial class SeccompFilter : SafeHandle
{
    private const string Library = "libseccomp.so.2";
    private const int NoSuchCall = -1;

    private static readonly Lazy<bool> Found = new(() => NativeLibrary.TryLoad(Library, out _));

    private SeccompFilter() : base(0, true)
    {
    }

    /// <summary>Is the library installed?</summary>
    public static bool IsAvailable => Found.Value;

    /// <inheritdoc />
    public override bool IsInvalid => handle == 0;

    /// <summary>An empty filter for the machine's own ABI.</summary>
    /// <param name="defaultAction">What happens to calls without a rule (<c>SCMP_ACT_*</c>).</param>
    /// <exception cref="DllNotFoundException">libseccomp is not installed.</exception>
    public static SeccompFilter Create(uint defaultAction)
    {
        if (!IsAvailable) throw new DllNotFoundException($"{Library} is not installed");
        var filter = new SeccompFilter();
        filter.SetHandle(Initialize(defaultAction));
        return filter.IsInvalid ? throw new LinuxException(Errno.EINVAL, "seccomp_init") : filter;
    }

    /// <summary>Adds an ABI by libseccomp's name, such as <c>x86</c>.</summary>
    public void AddArchitecture(string name)
    {
        uint token = ResolveArchitecture(name);
        if (token == 0) throw new LinuxException(Errno.EINVAL, "seccomp_arch_add", name);
        int result = AddArchitectureNative(this, token);
        if (result != -(int)Errno.EEXIST) Check(result, "seccomp_arch_add", name);
    }

    /// <summary>Adds a rule; false when this library does not know the call. All comparisons must hold.</summary>
    public bool TryAddRule(uint action, string call, ReadOnlySpan<SeccompComparison> comparisons)
    {
        int number = ResolveCall(call);
        if (number == NoSuchCall) return false;
        fixed (SeccompComparison* array = comparisons)
            Check(AddRule(this, action, number, (uint)comparisons.Length, array), "seccomp_rule_add_array", call);
        return true;
    }

    /// <summary>The program, as seccomp(2) takes it: an array of <c>struct sock_filter</c>.</summary>
    public byte[] Export()
    {
        using FileDescriptor memory = FileDescriptor.CreateMemory("seccomp");
        Check(ExportProgram(this, memory), "seccomp_export_bpf", null);
        byte[] program = new byte[memory.Seek(0, 2)];
        for (int read = 0; read < program.Length;) read += memory.ReadAt(program.AsSpan(read), read);
        return program;
    }

    /// <inheritdoc />
    protected override bool ReleaseHandle()
    {
        Release(handle);
        return true;
    }

    private static void Check(int result, string operation, string? subject)
    {
        if (result < 0) throw new LinuxException((Errno)(-result), operation, subject);
    }

    [LibraryImport(Library, EntryPoint = "seccomp_init")]
    private static partial nint Initialize(uint defaultAction);

    [LibraryImport(Library, EntryPoint = "seccomp_release")]
    private static partial void Release(nint filter);

    [LibraryImport(Library, EntryPoint = "seccomp_arch_resolve_name", StringMarshalling = StringMarshalling.Utf8)]
    private static partial uint ResolveArchitecture(string name);

    [LibraryImport(Library, EntryPoint = "seccomp_arch_add")]
    private static partial int AddArchitectureNative(SeccompFilter filter, uint token);

    [LibraryImport(Library, EntryPoint = "seccomp_syscall_resolve_name", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int ResolveCall(string name);

    [LibraryImport(Library, EntryPoint = "seccomp_rule_add_array")]
    private static partial int AddRule(SeccompFilter filter, uint action, int call, uint count, SeccompComparison* comparisons);

    [LibraryImport(Library, EntryPoint = "seccomp_export_bpf")]
    private static partial int ExportProgram(SeccompFilter filter, FileDescriptor file);
}
