using System.Globalization;
using System.Text.Json;
using Feedforward.Tabular;

namespace Feedforward.Server;

/// <summary>Vectors: arrays of numbers, none of which is missing.</summary>
internal sealed class VectorCells(FeatureColumn feature) : CellColumn(feature)
{
    private readonly List<float> _values = [];
    private int _count;

    public override string Expected => string.Create(CultureInfo.InvariantCulture, $"an array of {Feature.Width} numbers");

    public override bool Add(ref Utf8JsonReader json)
    {
        if (json.TokenType != JsonTokenType.StartArray)
        {
            json.Skip();
            AddMissing();
            return false;
        }

        var (start, good) = (_values.Count, true);
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if (json.TokenType == JsonTokenType.Number && json.TryGetDouble(out var number) && float.IsFinite((float)number))
            {
                // What is too long is read to its end, but not kept.
                good &= _values.Count - start < Feature.Width;
                if (good)
                {
                    _values.Add((float)number);
                }
            }
            else
            {
                json.Skip();
                good = false;
            }
        }

        if (good && _values.Count - start == Feature.Width)
        {
            _count++;
            return true;
        }

        _values.RemoveRange(start, _values.Count - start);
        AddMissing();
        return false;
    }

    public override bool Add(ReadOnlySpan<char> text)
    {
        AddMissing();
        return false;
    }

    public override void AddMissing()
    {
        for (var i = 0; i < Feature.Width; i++)
        {
            _values.Add(0);
        }

        _count++;
    }

    /// <summary>Adds one number of a tensor, whose shape says where a cell ends.</summary>
    public bool AddNumber(ref Utf8JsonReader json)
    {
        var good = json.TokenType == JsonTokenType.Number && json.TryGetDouble(out var number) && float.IsFinite((float)number);
        _values.Add(good ? (float)json.GetDouble() : 0);
        json.Skip();
        _count = _values.Count / Feature.Width;
        return good;
    }

    public override TableColumn ToColumn() => new VectorColumn(Feature.Name, new Matrix<float>([.. _values], _count, Feature.Width));
}
