using System.Globalization;
using System.Text;
using ActorEngine.Contracts;
using ActorEngine.Shapes;

namespace ActorEngine.Gateway.Containers;

/// <summary>What a path in a container is, as the header of archive tells it: JSON in base64, with the bits of Go's FileMode.</summary>
internal static class PathStatHeader
{
    private const int TypeMask = 0xF000, SetUser = 0x800, SetGroup = 0x400, Sticky = 0x200, Permissions = 0x1FF;

    public static string Of(string path, PathStat stat, string linkTarget) => Convert.ToBase64String(Encoding.UTF8.GetBytes(FieldsJson.Write(new Fields
    {
        ["name"] = NameOf(path),
        ["size"] = stat.Size,
        ["mode"] = GoMode(stat.Mode),
        ["mtime"] = stat.ModifiedAt.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture),
        ["linkTarget"] = linkTarget,
    })));

    /// <summary>The last name of a path: / and . for the root and for what a directory holds.</summary>
    public static string NameOf(string path)
    {
        string trimmed = path.TrimEnd('/');
        return trimmed.Length == 0 ? "/" : trimmed[(trimmed.LastIndexOf('/') + 1)..];
    }

    /// <summary>st_mode as Go's os.FileMode.</summary>
    public static long GoMode(int mode)
    {
        long type = (mode & TypeMask) switch
        {
            0x4000 => 1L << 31,             // directory
            0xA000 => 1L << 27,             // symbolic link
            0x6000 => 1L << 26,             // block device
            0x2000 => 1L << 26 | 1L << 21,  // character device
            0x1000 => 1L << 25,             // named pipe
            0xC000 => 1L << 24,             // socket
            _ => 0,
        };
        return type | ((mode & SetUser) != 0 ? 1L << 23 : 0) | ((mode & SetGroup) != 0 ? 1L << 22 : 0) | ((mode & Sticky) != 0 ? 1L << 20 : 0) | (long)(mode & Permissions);
    }
}
