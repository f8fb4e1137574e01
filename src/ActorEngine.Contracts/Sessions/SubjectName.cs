using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ActorEngine.Contracts;

/// <summary>Certificate subjects as an operator writes them.</summary>
public static class SubjectName
{
    /// <summary>True where both name the same subject; spelling, spaces and the order of the parts as written do not matter.</summary>
    public static bool Same(string written, X500DistinguishedName subject) => Parse(written) is { } wanted && Parts(wanted).SequenceEqual(Parts(subject));

    /// <summary>The subject; null where the text is none.</summary>
    public static X500DistinguishedName? Parse(string written)
    {
        try
        {
            return new X500DistinguishedName(written);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static IEnumerable<string> Parts(X500DistinguishedName name) => name.EnumerateRelativeDistinguishedNames()
        .Select(part => part.HasMultipleElements ? Convert.ToHexString(part.RawData.Span) : $"{part.GetSingleElementType().Value}={part.GetSingleElementValue()}")
        .Order(StringComparer.Ordinal);
}
