using System.Buffers.Binary;
using System.Text;

namespace Feedforward.Onnx.Wire;

/// <summary>
/// Reads protobuf fields from memory and trusts nothing: every length is checked against the bytes that are there
/// before anything is taken, messages nest to a fixed depth, and an allowance bounds the memory of what is read.
/// </summary>
internal sealed class WireReader
{
    /// <summary>How deep messages may nest; a model of ours needs 5.</summary>
    private const int DeepestNesting = 64;

    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly ReadAllowance _allowance;
    private readonly int _depth;
    private int _position;
    private int _field;
    private WireType _type;

    /// <summary>Reads a whole file.</summary>
    public WireReader(ReadOnlyMemory<byte> bytes)
        : this(bytes, ReadAllowance.ForFile(bytes.Length), 0)
    {
    }

    private WireReader(ReadOnlyMemory<byte> bytes, ReadAllowance allowance, int depth)
    {
        _bytes = bytes;
        _allowance = allowance;
        _depth = depth;
    }

    /// <summary>Moves to the next field; false at the end of the message.</summary>
    public bool NextField(out int field)
    {
        field = 0;
        if (_position == _bytes.Length)
        {
            return false;
        }

        var tag = Varint();
        _type = (WireType)(tag & 7);
        if (tag >> 3 is 0 or > 0x1FFFFFFF
            || _type is not (WireType.Varint or WireType.Fixed64 or WireType.LengthDelimited or WireType.Fixed32))
        {
            throw Damaged("no field can start here");
        }

        field = _field = (int)(tag >> 3);
        return true;
    }

    /// <summary>The current field's integer.</summary>
    public long Integer()
    {
        Expect(WireType.Varint);
        return (long)Varint();
    }

    /// <summary>Adds the current field's integers: one, or a packed run of them.</summary>
    public void Integers(List<long> into)
    {
        if (_type != WireType.LengthDelimited)
        {
            Add(into, Integer());
            return;
        }

        for (var packed = Nested(); packed._position < packed._bytes.Length;)
        {
            Add(into, (long)packed.Varint());
        }
    }

    /// <summary>The current field's single-precision number.</summary>
    public float Float()
    {
        Expect(WireType.Fixed32);
        return BinaryPrimitives.ReadSingleLittleEndian(Take(sizeof(float)).Span);
    }

    /// <summary>Adds the current field's single-precision numbers: one, or a packed run of them.</summary>
    public void Floats(List<float> into)
    {
        if (_type != WireType.LengthDelimited)
        {
            Add(into, Float());
            return;
        }

        for (var packed = Nested(); packed._position < packed._bytes.Length;)
        {
            Add(into, BinaryPrimitives.ReadSingleLittleEndian(packed.Take(sizeof(float)).Span));
        }
    }

    /// <summary>Adds the current field's numbers as they are encoded: one, or a packed run of them.</summary>
    /// <param name="into">Takes them.</param>
    /// <param name="single">How a number of this field is encoded where it stands alone.</param>
    public void Packed(PackedNumbers into, WireType single)
    {
        if (_type == WireType.LengthDelimited)
        {
            into.Append(Bytes(), _allowance);
            return;
        }

        Expect(single);
        var start = _position;
        Skip();
        into.Append(_bytes[start.._position], _allowance);
    }

    /// <summary>The current field's text.</summary>
    public string Text()
    {
        var bytes = Bytes();
        _allowance.Charge(2L * bytes.Length);
        try
        {
            return StrictUtf8.GetString(bytes.Span);
        }
        catch (DecoderFallbackException fault)
        {
            throw Damaged("its text is not UTF-8", fault);
        }
    }

    /// <summary>The current field's bytes: a view of the file, not a copy.</summary>
    public ReadOnlyMemory<byte> Bytes()
    {
        Expect(WireType.LengthDelimited);
        var length = Varint();
        if (length > (ulong)(_bytes.Length - _position))
        {
            throw Damaged($"it claims {length} bytes where {_bytes.Length - _position} are left; the file may be cut off");
        }

        return Take((int)length);
    }

    /// <summary>The current field's bytes, where a file may have any number of such fields.</summary>
    public ReadOnlyMemory<byte> CountedBytes()
    {
        _allowance.Charge(0);
        return Bytes();
    }

    /// <summary>A reader of the message in the current field.</summary>
    public WireReader Nested()
    {
        if (_depth == DeepestNesting)
        {
            throw Damaged($"messages nest deeper than {DeepestNesting}");
        }

        var bytes = Bytes();
        _allowance.Charge(0);
        return new WireReader(bytes, _allowance, _depth + 1);
    }

    /// <summary>Passes over the current field.</summary>
    public void Skip()
    {
        switch (_type)
        {
            case WireType.Varint:
                Varint();
                break;
            case WireType.Fixed64:
                Take(sizeof(ulong));
                break;
            case WireType.Fixed32:
                Take(sizeof(uint));
                break;
            default:
                Bytes();
                break;
        }
    }

    private void Add<T>(List<T> into, T value)
    {
        if (into.Count == into.Capacity)
        {
            _allowance.Charge(16L * Math.Max(into.Capacity, 4));
        }

        into.Add(value);
    }

    private ulong Varint()
    {
        var bytes = _bytes.Span;
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            if (_position == bytes.Length)
            {
                throw Damaged("it ends in the middle of a number; the file may be cut off");
            }

            var next = bytes[_position++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw Damaged("a number is longer than ten bytes");
    }

    private ReadOnlyMemory<byte> Take(int count)
    {
        if (count > _bytes.Length - _position)
        {
            throw Damaged("it ends in the middle of a value; the file may be cut off");
        }

        var taken = _bytes.Slice(_position, count);
        _position += count;
        return taken;
    }

    private void Expect(WireType type)
    {
        if (_type != type)
        {
            throw Damaged($"it is written as {_type} where {type} is needed");
        }
    }

    private ModelFileException Damaged(string what, Exception? inner = null) =>
        new($"This is not a complete ONNX file: field {_field} near byte {_position} of a message at depth {_depth}: {what}.", inner);
}
