using System.Text;

namespace Akka.Configuration;

/// <summary>Splits a path such as <c>akka.actor."/user/a.b".router</c> at the dots outside quotes.</summary>
internal static class ConfigPath
{
    public static List<string> Split(string path)
    {
        var keys = new List<string>();
        if (!path.Contains('"'))
        {
            keys.AddRange(path.Split('.'));
            return keys;
        }

        var key = new StringBuilder();
        var quoted = false;
        foreach (var c in path)
        {
            if (c == '"')
                quoted = !quoted;
            else if (c == '.' && !quoted)
            {
                keys.Add(key.ToString());
                key.Clear();
            }
            else
                key.Append(c);
        }

        keys.Add(key.ToString());
        return keys;
    }

    public static string Join(string parent, string key)
    {
        if (key.Contains('.')) key = $"\"{key}\"";
        return parent.Length == 0 ? key : $"{parent}.{key}";
    }
}
