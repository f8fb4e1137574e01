using System.Text.Json;

namespace ActorEngine.Builder;

/// <summary>The exec form: a JSON array of strings. What begins like one and is none is text for the shell.</summary>
internal static class JsonForm
{
    /// <summary>The array; null where the text is none.</summary>
    public static IReadOnlyList<string>? Read(InstructionText text)
    {
        if (!text.Rest.StartsWith('[')) return null;
        try
        {
            using JsonDocument document = JsonDocument.Parse(text.Rest);
            if (document.RootElement.ValueKind != JsonValueKind.Array) return null;
            List<string> values = [];
            foreach (JsonElement element in document.RootElement.EnumerateArray())
            {
                if (element.ValueKind != JsonValueKind.String) throw text.Wrong($"{text.Keyword} has a JSON array with something else than a string in it", "strings only, such as [\"a\", \"b\"]");
                values.Add(element.GetString()!);
            }

            return values;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The exec form, or the line for the shell.</summary>
    public static ProgramLine Program(InstructionText text) =>
        Read(text) is { } arguments ? new ProgramLine(arguments, IsShell: false) : new ProgramLine([text.Rest], IsShell: true);
}
