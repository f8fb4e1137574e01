namespace Akka.Util;

/// <summary>Formatting that survives arguments which cannot be printed.</summary>
public static class StringFormat
{
    /// <summary>Joins the arguments; an argument whose ToString throws is shown as its type and the error.</summary>
    public static string SafeJoin(string separator, params object[] args)
    {
        var parts = new string[args.Length];
        for (var i = 0; i < args.Length; i++)
        {
            try
            {
                parts[i] = args[i]?.ToString() ?? "null";
            }
            catch (Exception e)
            {
                parts[i] = $"{args[i].GetType()}.ToString() throws {e.GetType()}: {e.Message}";
            }
        }

        return string.Join(separator, parts);
    }
}
