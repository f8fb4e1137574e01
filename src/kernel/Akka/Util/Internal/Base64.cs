namespace Akka.Util.Internal;

/// <summary>Short names from numbers, least significant digit first, in an alphabet that actor paths allow.</summary>
internal static class Base64
{
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+~";

    public static string Encode(long value, string prefix = "")
    {
        Span<char> digits = stackalloc char[11];
        var length = 0;
        var rest = (ulong)value;
        do
        {
            digits[length++] = Alphabet[(int)(rest & 63)];
            rest >>= 6;
        }
        while (rest != 0);
        return string.Concat(prefix, digits[..length]);
    }
}
