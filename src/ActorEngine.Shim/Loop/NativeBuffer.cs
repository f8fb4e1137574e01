using System.Runtime.InteropServices;
using ActorEngine.Linux;

namespace ActorEngine.Shim.Loop;

/// <summary>
/// A buffer for the life of the program, outside the collected heap: it is never moved, and costs only the pages it used since they were
/// given back. The size is one of whole pages.
/// </summary>
internal sealed unsafe class NativeBuffer(int size)
{
    private readonly byte* start = (byte*)NativeMemory.AlignedAlloc((nuint)size, MemoryPages.Size);

    public int Size => size;

    public Span<byte> Span => new(start, size);

    /// <summary>Gives the pages back; what the buffer held is gone.</summary>
    public void Release() => MemoryPages.Release(start, (nuint)size);
}
