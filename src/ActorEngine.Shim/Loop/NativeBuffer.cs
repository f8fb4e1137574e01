using System.Runtime.InteropServices;

namespace ActorEngine.Shim.Loop;

/// <summary>A buffer for the life of the program, outside the collected heap: it is never moved, and costs only the pages it used.</summary>
internal sealed unsafe class NativeBuffer(int size)
{
    private readonly byte* start = (byte*)NativeMemory.Alloc((nuint)size);

    public int Size => size;

    public Span<byte> Span => new(start, size);
}
