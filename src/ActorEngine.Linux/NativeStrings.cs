using System.Runtime.InteropServices;
using System.Text;

namespace ActorEngine.Linux;

/// <summary>A null-terminated vector of C strings in one native block, as execve(2) takes it.</summary>
internal sealed unsafe class NativeStrings : IDisposable
{
    private byte* block;

    public NativeStrings(IReadOnlyList<string> strings)
    {
        int vector = (strings.Count + 1) * sizeof(byte*);
        int total = vector;
        for (int i = 0; i < strings.Count; i++) total += Encoding.UTF8.GetByteCount(strings[i]) + 1;
        block = (byte*)NativeMemory.Alloc((nuint)total);
        byte* next = block + vector;
        byte* end = block + total;
        for (int i = 0; i < strings.Count; i++)
        {
            Pointer[i] = next;
            next += Encoding.UTF8.GetBytes(strings[i], new Span<byte>(next, (int)(end - next)));
            *next++ = 0;
        }

        Pointer[strings.Count] = null;
    }

    public byte** Pointer => (byte**)block;

    public void Dispose()
    {
        NativeMemory.Free(block);
        block = null;
    }
}
