using System.Runtime.InteropServices;

namespace ActorEngine.Linux;

/// <summary>nftables refused a command.</summary>
public sealed class NftablesException(string message) : IOException(message);

/// <summary>
/// A long-lived handle of libnftables(3): commands in nft(8)'s language, each call one transaction. It works in the network namespace of
/// the thread that made it; not thread-safe. The library is looked for at first use.
/// </summary>
public sealed partial class NftablesContext : SafeHandle
{
    private const string Library = "libnftables.so.1";
    private const uint Stateless = 4;

    private static readonly Lazy<bool> Found = new(() => NativeLibrary.TryLoad(Library, out _));

    private NftablesContext() : base(0, true)
    {
    }

    /// <summary>Is the library installed?</summary>
    public static bool IsAvailable => Found.Value;

    /// <inheritdoc />
    public override bool IsInvalid => handle == 0;

    /// <summary>A handle in the namespace of the calling thread. Listings leave counters out.</summary>
    /// <exception cref="NftablesException">libnftables is not installed, or gives no handle.</exception>
    public static NftablesContext Open()
    {
        if (!IsAvailable) throw new NftablesException($"{Library} is not installed; install the package libnftables1 (nftables elsewhere)");
        var context = new NftablesContext();
        context.SetHandle(New(0));
        if (context.IsInvalid || BufferOutput(context) != 0 || BufferError(context) != 0)
        {
            context.Dispose();
            throw new NftablesException("libnftables gives no handle");
        }

        SetFlags(context, Stateless);
        return context;
    }

    /// <summary>Runs commands as one transaction: all of them or none. Answers what they print.</summary>
    /// <exception cref="NftablesException">They were refused; the message is nft's.</exception>
    public string Run(string commands) => TryRun(commands, out string output, out string error) ? output : throw new NftablesException($"nftables: {error}");

    /// <summary>As <see cref="Run"/>, answering false instead of throwing.</summary>
    public bool TryRun(string commands, out string output, out string error)
    {
        bool done = RunCommands(this, commands) == 0;
        // Reading them also empties them.
        output = Marshal.PtrToStringUTF8(GetOutput(this)) ?? "";
        error = (Marshal.PtrToStringUTF8(GetError(this)) ?? "").Trim();
        return done;
    }

    /// <inheritdoc />
    protected override bool ReleaseHandle()
    {
        Free(handle);
        return true;
    }

    [LibraryImport(Library, EntryPoint = "nft_ctx_new")]
    private static partial nint New(uint flags);

    [LibraryImport(Library, EntryPoint = "nft_ctx_free")]
    private static partial void Free(nint context);

    [LibraryImport(Library, EntryPoint = "nft_ctx_buffer_output")]
    private static partial int BufferOutput(NftablesContext context);

    [LibraryImport(Library, EntryPoint = "nft_ctx_buffer_error")]
    private static partial int BufferError(NftablesContext context);

    [LibraryImport(Library, EntryPoint = "nft_ctx_get_output_buffer")]
    private static partial nint GetOutput(NftablesContext context);

    [LibraryImport(Library, EntryPoint = "nft_ctx_get_error_buffer")]
    private static partial nint GetError(NftablesContext context);

    [LibraryImport(Library, EntryPoint = "nft_ctx_output_set_flags")]
    private static partial void SetFlags(NftablesContext context, uint flags);

    [LibraryImport(Library, EntryPoint = "nft_run_cmd_from_buffer", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int RunCommands(NftablesContext context, string commands);
}
