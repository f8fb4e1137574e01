using System.Text;
using ActorEngine.Linux;

namespace ActorEngine.Builder;

/// <summary>Names of a directory as text.</summary>
internal static class FileNames
{
    /// <summary>All names in the order of their bytes.</summary>
    public static IReadOnlyList<string> In(FileDescriptor directory) =>
        [.. DirectoryEntries.Read(directory).Select(entry => Encoding.UTF8.GetString(entry.Name.AsSpan(0, entry.Name.Length - 1))).Order(StringComparer.Ordinal)];
}
