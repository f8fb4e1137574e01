using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace ActorEngine.Builder;

/// <summary>Hashes values so that no two lists of them read alike: each goes in with its length.</summary>
internal sealed class KeyBuilder : IDisposable
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public KeyBuilder Add(string? value)
    {
        byte[] bytes = value is null ? [] : Encoding.UTF8.GetBytes(value);
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, value is null ? -1 : bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
        return this;
    }

    public KeyBuilder Add(long value) => Add(value.ToString(System.Globalization.CultureInfo.InvariantCulture));

    public KeyBuilder Add(IEnumerable<string> values)
    {
        string[] all = [.. values];
        Add(all.Length);
        foreach (string value in all) Add(value);
        return this;
    }

    /// <summary>The key in hexadecimal.</summary>
    public string Finish() => Convert.ToHexStringLower(hash.GetHashAndReset());

    public void Dispose() => hash.Dispose();
}
