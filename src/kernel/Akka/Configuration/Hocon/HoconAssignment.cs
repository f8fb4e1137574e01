namespace Akka.Configuration.Hocon;

/// <summary>A value and what stood there before, so that an assignment of nothing leaves no trace.</summary>
internal sealed class HoconAssignment(HoconValue value, List<IHoconElement> earlier, Action removeValue)
{
    public void Drop(HoconSubstitution undefined)
    {
        value.Values.Remove(undefined);
        if (value.Values.Exists(element => element is not HoconLiteral { IsBlank: true })) return;
        value.Clear();
        if (earlier.Count > 0)
            value.Values.AddRange(earlier);
        else
            removeValue();
    }
}
