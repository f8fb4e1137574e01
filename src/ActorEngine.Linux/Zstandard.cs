using System.Runtime.InteropServices;

namespace ActorEngine.Linux;

/// <summary>Streaming decompression by the system's libzstd (RFC 8878). The library is looked for at first use.</summary>
public sealed unsafe partial class ZstandardDecoder : SafeHandle
{
    private const string Library = "libzstd.so.1";

    // A window above this is refused, as the zstd program does: it bounds the memory one stream can take.
    private const int WindowLogMax = 27, WindowLogMaxParameter = 100;

    private static readonly Lazy<bool> Found = new(() => NativeLibrary.TryLoad(Library, out _));

    private ZstandardDecoder() : base(0, true)
    {
    }

    /// <summary>Is the library installed?</summary>
    public static bool IsAvailable => Found.Value;

    /// <inheritdoc />
    public override bool IsInvalid => handle == 0;

    /// <summary>A decoder at the start of a frame.</summary>
    /// <exception cref="DllNotFoundException">libzstd is not installed.</exception>
    public static ZstandardDecoder Create()
    {
        if (!IsAvailable) throw new DllNotFoundException($"{Library} is not installed");
        var decoder = new ZstandardDecoder();
        decoder.SetHandle(CreateStream());
        SetParameter(decoder, WindowLogMaxParameter, WindowLogMax);
        return decoder;
    }

    /// <summary>Decodes some bytes; <paramref name="pending"/> is false at the end of a frame.</summary>
    /// <exception cref="InvalidDataException">Not zstd, or damaged.</exception>
    public void Decode(ReadOnlySpan<byte> input, Span<byte> output, out int consumed, out int produced, out bool pending)
    {
        fixed (byte* source = input)
        fixed (byte* target = output)
        {
            var from = new Buffer { Start = source, Size = (nuint)input.Length };
            var to = new Buffer { Start = target, Size = (nuint)output.Length };
            nuint result = Decompress(this, &to, &from);
            if (IsError(result) != 0) throw new InvalidDataException($"zstd: {Marshal.PtrToStringUTF8(ErrorName(result))}");
            consumed = (int)from.Position;
            produced = (int)to.Position;
            pending = result != 0;
        }
    }

    /// <inheritdoc />
    protected override bool ReleaseHandle()
    {
        FreeStream(handle);
        return true;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Buffer
    {
        public byte* Start;
        public nuint Size, Position;
    }

    [LibraryImport(Library, EntryPoint = "ZSTD_createDStream")]
    private static partial nint CreateStream();

    [LibraryImport(Library, EntryPoint = "ZSTD_freeDStream")]
    private static partial nuint FreeStream(nint stream);

    [LibraryImport(Library, EntryPoint = "ZSTD_DCtx_setParameter")]
    private static partial nuint SetParameter(ZstandardDecoder stream, int parameter, int value);

    [LibraryImport(Library, EntryPoint = "ZSTD_decompressStream")]
    private static partial nuint Decompress(ZstandardDecoder stream, Buffer* output, Buffer* input);

    [LibraryImport(Library, EntryPoint = "ZSTD_isError")]
    private static partial uint IsError(nuint code);

    [LibraryImport(Library, EntryPoint = "ZSTD_getErrorName")]
    private static partial nint ErrorName(nuint code);
}
